//! What a number is of, by the signs and words beside it: money, percent, measures; and months, of which it is a day.

use super::number::word_at;
use crate::text::Token;

/// A sign or code of money right before the number: where it begins and its name.
pub(super) fn currency_before(text: &str, tokens: &[Token], at: usize) -> Option<(usize, &'static str)> {
    let mut ix = at.checked_sub(1)?;
    // Rs. 500
    if tokens.get(ix)?.of(text) == "." && ix > 0 && tokens.get(ix - 1)?.of(text) == "Rs" {
        ix -= 1;
    }
    let token = tokens.get(ix)?;
    let near = tokens.get(at).is_some_and(|t| t.span.start() == token.span.end());
    let code = match token.of(text) {
        "$" | "US$" => "$",
        "€" => "€",
        "£" => "£",
        "¥" => "¥",
        "₹" | "Rs" | "Rs." | "INR" => "INR",
        "₽" => "RUB",
        "₴" => "UAH",
        "USD" if !near => "$",
        "EUR" if !near => "€",
        "GBP" if !near => "£",
        "CHF" if !near => "franc",
        "NOK" | "SEK" | "DKK" if !near => "krone",
        "JPY" if !near => "¥",
        "CNY" | "RMB" if !near => "CNY",
        "ZAR" if !near => "rand",
        "PLN" if !near => "zloty",
        "UAH" if !near => "UAH",
        "RUB" if !near => "RUB",
        _ => return None,
    };
    let country = ix.checked_sub(1).filter(|c| {
        let before = tokens[*c];
        before.span.end() == token.span.start() && matches!(before.of(text), "US" | "C" | "A" | "HK" | "NZ")
    });
    Some((country.unwrap_or(ix), code))
}

pub(super) fn currency_behind(text: &str, tokens: &[Token], at: usize) -> Option<(&'static str, usize)> {
    let token = tokens.get(at)?;
    let code = match token.of(text) {
        "dollars" | "dollar" | "USD" => "$",
        "euros" | "euro" | "€" | "EUR" => "€",
        "pounds" | "GBP" | "£" => "£",
        "yen" => "¥",
        "rupees" | "rupee" | "INR" => "INR",
        "rubles" | "roubles" | "ruble" | "rouble" => "RUB",
        "hryvnia" | "hryvnias" => "UAH",
        "yuan" | "renminbi" => "CNY",
        "francs" | "franc" | "CHF" => "franc",
        "kronor" | "kroner" | "krona" | "krone" | "NOK" | "SEK" | "DKK" => "krone",
        "guilders" | "guilder" => "guilder",
        "pesos" | "peso" => "peso",
        "rand" => "rand",
        "liras" | "lira" => "lira",
        "zlotys" | "zloty" => "zloty",
        "shekels" | "shekel" => "shekel",
        "naira" => "naira",
        _ => return None,
    };
    Some((code, at + 1))
}

pub(super) fn percent(text: &str, tokens: &[Token], at: usize) -> Option<usize> {
    match word_at(text, tokens, at) {
        "%" | "percent" | "pct" => Some(at + 1),
        "per" if word_at(text, tokens, at + 1) == "cent" => Some(at + 2),
        "percentage" if word_at(text, tokens, at + 1).starts_with("point") => Some(at + 2),
        _ => None,
    }
}

pub(super) fn measure(text: &str, tokens: &[Token], at: usize) -> Option<(&'static str, usize)> {
    // 0.4°C, 30 °F
    if word_at(text, tokens, at) == "°" {
        let scale = matches!(word_at(text, tokens, at + 1), "C" | "F" | "Celsius" | "Fahrenheit");
        return Some(("degree", at + 1 + usize::from(scale)));
    }
    let token = tokens.get(at).filter(|t| t.is_word())?;
    measure_of(token.of(text)).map(|name| (name, at + 1))
}

/// A measure, by any of its spellings, under one name in the singular.
pub(super) fn measure_of(word: &str) -> Option<&'static str> {
    Some(match word {
        "km" | "kms" | "kilometer" | "kilometers" | "kilometre" | "kilometres" => "kilometer",
        "mile" | "miles" => "mile",
        "meter" | "meters" | "metre" | "metres" | "m" => "meter",
        "cm" | "centimeter" | "centimeters" | "centimetre" | "centimetres" => "centimeter",
        "mm" | "millimeter" | "millimeters" | "millimetre" | "millimetres" => "millimeter",
        "feet" | "foot" | "ft" => "foot",
        "inch" | "inches" => "inch",
        "yard" | "yards" => "yard",
        "tonne" | "tonnes" => "tonne",
        "ton" | "tons" => "ton",
        "kg" | "kilo" | "kilos" | "kilogram" | "kilograms" => "kilogram",
        "gram" | "grams" => "gram",
        "acre" | "acres" => "acre",
        "hectare" | "hectares" => "hectare",
        "barrel" | "barrels" => "barrel",
        "liter" | "liters" | "litre" | "litres" => "liter",
        "gallon" | "gallons" => "gallon",
        "degree" | "degrees" => "degree",
        "MW" | "megawatt" | "megawatts" => "megawatt",
        "knots" => "knot",
        "mph" => "mph",
        _ => return None,
    })
}

const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
    "dec",
];

pub(super) fn is_month(word: &str) -> bool {
    let word = word.strip_suffix('.').unwrap_or(word);
    word.starts_with(|c: char| c.is_ascii_uppercase()) && MONTHS.iter().any(|m| m.eq_ignore_ascii_case(word))
}
