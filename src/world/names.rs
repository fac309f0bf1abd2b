use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::Arc;

use crate::note::Note;

/// Which notes write which full names of people.
#[derive(Debug, Default)]
pub(super) struct Names {
    names: Vec<(String, Vec<Arc<Path>>)>,
    /// Places in `names`, by the key under which a name is found.
    keys: HashMap<u64, Vec<usize>>,
}

impl Names {
    pub(super) fn of<'a>(notes: impl Iterator<Item = &'a Arc<Note>>) -> Self {
        let (mut all, mut places) = (Self::default(), HashMap::<&str, usize>::new());
        for note in notes {
            for spelling in note.people() {
                let place = *places.entry(&spelling.name).or_insert_with(|| {
                    let place = all.names.len();
                    all.names.push((spelling.name.clone(), Vec::new()));
                    spelling.keys.iter().for_each(|key| all.keys.entry(*key).or_default().push(place));
                    place
                });
                all.names[place].1.push(Arc::clone(&note.path));
            }
        }
        all
    }

    /// The names under any of these keys, and who writes them.
    pub(super) fn under(&self, keys: &[u64]) -> BTreeMap<&str, Vec<&Arc<Path>>> {
        let places = keys.iter().filter_map(|key| self.keys.get(key)).flatten();
        places.map(|place| &self.names[*place]).map(|(name, paths)| (name.as_str(), paths.iter().collect())).collect()
    }
}
