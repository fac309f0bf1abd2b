/// A text folded for comparison, with the way back: `origin[i]` is the byte offset in the original of
/// byte `i` of the folded text, and the last entry is the original's length.
#[derive(Clone, Debug, Default)]
pub struct Folded {
    pub text: String,
    pub origin: Vec<u32>,
}
