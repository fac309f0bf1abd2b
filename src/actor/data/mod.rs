//! The tables, as the binary holds them. Each file says in its first line what its columns are.

pub(crate) mod classes;
pub(crate) mod form;
pub(crate) mod table;

/// The name of the country with this ISO 3166-1 code of two letters, in any case.
pub(crate) fn country(code: &str) -> Option<&'static str> {
    let rows = include_str!("countries.tsv").lines().filter(|row| !row.starts_with('#'));
    let mut columns = rows.filter_map(|row| row.split_once('\t'));
    let (_, rest) = columns.find(|(own, _)| own.eq_ignore_ascii_case(code))?;
    rest.split('\t').next()
}
