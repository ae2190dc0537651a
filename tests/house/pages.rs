//! Pages name what exists, and what exists has its page.

use std::path::Path;

use duly_tests::repository::{File, files, read, root};

/// What a path in a page can begin with.
const TOP: &[&str] = &["dsl/", "cli/", "lsp/", "tests/", "examples/", "editors/", ".ci/"];

#[test]
fn pages_name_only_what_is_there() {
    for page in files("", ".md") {
        let folder = Path::new(&page.path).parent().unwrap_or(Path::new(""));
        for named in paths(&page) {
            let here = root().join(&named).exists() || root().join(folder).join(&named).exists();
            assert!(here, "{} names `{named}`, which is not there", page.path);
        }
    }
}

/// What stands in backticks or brackets and looks like a path. Of one with a placeholder the part before it.
fn paths(page: &File) -> Vec<String> {
    let code = page.text.split('`').skip(1).step_by(2);
    let links = page.text.split("](").skip(1).filter_map(|it| it.split(')').next());
    let words = code.chain(links).flat_map(str::split_whitespace);
    let paths = words.map(|it| it.trim_matches(['(', ')', ',', '.', ';', ':']));
    let paths = paths.filter(|it| TOP.iter().any(|top| it.starts_with(top)));
    paths.map(without_placeholder).collect()
}

fn without_placeholder(path: &str) -> String {
    let placeholder = |part: &&str| {
        !part.contains(['<', '*', '…', '{'])
            && (part.contains('.') || !part.chars().any(char::is_uppercase))
            && !part.contains("NAME")
    };
    // A place within a file is named `path:line:column`.
    let path = path.split(':').next().unwrap_or(path);
    path.split('/').take_while(placeholder).collect::<Vec<_>>().join("/")
}

#[test]
fn every_lint_has_its_page() {
    let lints = files("dsl/src/lint", ".rs");
    for lint in lints.iter().filter(|it| it.text.contains("pub(super) const LINT")) {
        let page = lint.path.replace(".rs", ".md");
        assert!(root().join(&page).exists(), "{page} is missing");
    }
}

#[test]
fn every_page_about_a_mistake_is_shown() {
    let shown = read("dsl/src/explain/code.rs");
    for page in files("dsl/src/explain/pages", ".md") {
        let code = page.path.rsplit('/').next().unwrap_or("").trim_end_matches(".md").to_owned();
        assert!(shown.contains(&format!("\"{code}\"")), "{} is shown nowhere", page.path);
        assert!(page.text.starts_with(&format!("# {code} ")), "{}", page.path);
    }
}

/// A sentence without a test behind it is a wish.
#[test]
fn every_test_that_the_map_names_is_there() {
    let map = read("ARCHITECTURE.md");
    let named = map.split('`').skip(1).step_by(2).filter(|it| it.matches('_').count() > 2);
    let tests: Vec<File> = ["dsl", "cli", "lsp", "tests"].iter().flat_map(|it| files(it, ".rs")).collect();
    let mut count = 0;
    for name in named {
        let head = format!("fn {name}(");
        assert!(tests.iter().any(|it| it.text.contains(&head)), "there is no test `{name}`");
        count += 1;
    }
    assert!(count > 20, "{count}");
}
