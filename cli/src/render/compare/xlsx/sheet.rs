//! One sheet: whatever a text holds, it is a text in a cell, never a formula, a link or something that a reader of the
//! file stumbles over.

use duly_dsl::Relation;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Worksheet, XlsxError};

use super::{Report, counts};
use crate::clean;

/// What stands above a column, and how wide it is.
pub(super) type Column = (&'static str, f64);

/// A list.
pub(super) struct Sheet<'a> {
    pub(super) name: &'static str,
    pub(super) columns: &'a [Column],
    pub(super) rows: Vec<Vec<Cell>>,
}

/// What stands in one cell.
#[derive(Clone, Debug)]
pub(super) enum Cell {
    Text(String),
    Relation(Relation),
}

impl Cell {
    pub(super) fn text(text: impl AsRef<str>) -> Self {
        Self::Text(cut(&safe(text.as_ref())))
    }

    /// A line for each.
    pub(super) fn lines(lines: impl Iterator<Item = String>) -> Self {
        Self::Text(cut(&lines.map(|it| safe(&it)).collect::<Vec<_>>().join("\n")))
    }
}

/// So many units of UTF-16 a cell can hold.
const MOST: usize = 32_767;
const CUT: &str = " … (cut here: a cell holds no more; the JSON report has all of it)";

/// One line that XML can hold.
fn safe(text: &str) -> String {
    clean::line(text).chars().map(|c| if matches!(c, '\u{fffe}' | '\u{ffff}') { '\u{fffd}' } else { c }).collect()
}

/// The text, or as much of it as fits, and a word about the rest.
fn cut(text: &str) -> String {
    let units = |text: &str| text.chars().map(char::len_utf16).sum::<usize>();
    if units(text) <= MOST {
        return text.to_owned();
    }
    let mut left = MOST - units(CUT);
    let fits = |c: &char| {
        let fits = c.len_utf16() <= left;
        left = left.saturating_sub(c.len_utf16());
        fits
    };
    format!("{}{CUT}", text.chars().take_while(fits).collect::<String>())
}

/// The colours of a relation: what is written, and what is behind it. The word stands there too.
pub(super) fn colours(relation: Relation) -> (u32, u32) {
    match relation {
        Relation::Missing => (0x0078_0010, 0x00F8_D3D6),
        Relation::Weaker => (0x0078_2A00, 0x00FB_DDCB),
        Relation::Unknown => (0x005A_4300, 0x00FF_F0B8),
        Relation::Undecided => (0x004D_4A2A, 0x00EF_ECCB),
        Relation::Incomparable => (0x005B_2270, 0x00EC_DAF3),
        Relation::ToBeJudged => (0x0014_3C78, 0x00D6_E4F7),
        Relation::Waived => (0x0034_3F58, 0x00DD_E2EC),
        Relation::Added => (0x0000_4A4A, 0x00CF_EEEE),
        Relation::Stronger => (0x000B_4F2A, 0x00CF_EDD9),
        Relation::Equal => (0x0026_4A1E, 0x00E3_F1DE),
        Relation::NeverApplies => (0x0045_4545, 0x00EC_ECEC),
    }
}

/// How cells look.
struct Looks {
    head: Format,
    plain: Format,
    /// For what begins like a formula: also whoever edits the cell leaves it a text.
    quoted: Format,
}

impl Looks {
    fn new() -> Self {
        let plain = Format::new().set_text_wrap().set_align(FormatAlign::Top).set_num_format("@");
        let head = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
        let head = head.set_background_color(Color::RGB(0x001F_2A44)).set_font_color(Color::White);
        Self { head: head.set_border(FormatBorder::Thin), quoted: plain.clone().set_quote_prefix(), plain }
    }

    fn relation(relation: Relation) -> Format {
        let (ink, paper) = colours(relation);
        let format = Format::new().set_bold().set_align(FormatAlign::Top);
        format.set_font_color(Color::RGB(ink)).set_background_color(Color::RGB(paper))
    }

    fn of(&self, text: &str) -> &Format {
        let begins = text.trim_start().chars().next();
        if matches!(begins, Some('=' | '+' | '-' | '@')) { &self.quoted } else { &self.plain }
    }

    fn put(&self, sheet: &mut Worksheet, (row, column): (u32, u16), cell: &Cell) -> Result<(), XlsxError> {
        match cell {
            Cell::Text(text) if text.is_empty() => {}
            Cell::Text(text) => {
                sheet.write_string_with_format(row, column, text, self.of(text))?;
            }
            Cell::Relation(relation) => {
                sheet.write_string_with_format(row, column, relation.words(), &Self::relation(*relation))?;
            }
        }
        Ok(())
    }
}

impl Sheet<'_> {
    /// Heads that stay in sight and are printed on every page, then a row each.
    pub(super) fn write(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let looks = Looks::new();
        sheet.set_name(self.name)?;
        for (column, (name, wide)) in (0_u16..).zip(self.columns) {
            sheet.write_string_with_format(0, column, *name, &looks.head)?;
            sheet.set_column_width(column, *wide)?;
        }
        for (row, cells) in (1_u32..).zip(&self.rows) {
            for (column, cell) in (0_u16..).zip(cells) {
                looks.put(sheet, (row, column), cell)?;
            }
        }
        if self.rows.is_empty() {
            looks.put(sheet, (1, 0), &Cell::text("none"))?;
        }
        let last = u16::try_from(self.columns.len().saturating_sub(1)).unwrap_or(0);
        let rows = u32::try_from(self.rows.len()).unwrap_or(0).max(1);
        sheet.set_freeze_panes(1, 0)?.autofilter(0, 0, rows, last)?.set_repeat_rows(0, 0)?;
        paper(sheet, self.name);
        Ok(())
    }
}

fn paper(sheet: &mut Worksheet, name: &str) {
    const A4: u8 = 9;
    sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
    sheet.set_footer(format!("&L{name}&RPage &P of &N"));
}

/// What is held against what, how many requirements stand how, and what was read.
pub(super) fn summary(sheet: &mut Worksheet, report: &Report) -> Result<(), XlsxError> {
    let looks = Looks::new();
    sheet.set_name("Summary")?;
    for (column, wide) in (0_u16..).zip([50.0, 18.0, 14.0, 70.0]) {
        sheet.set_column_width(column, wide)?;
    }
    let bold = Format::new().set_bold().set_font_size(14);
    sheet.write_string_with_format(0, 0, "What the first requires less than the second", &bold)?;
    let about = format!("As of {}, by Duly {}", report.today, env!("CARGO_PKG_VERSION"));
    looks.put(sheet, (1, 0), &Cell::text(about))?;
    heads(sheet, &looks, 3, &["Comparison", "How it stands", "Requirements", "What that means"])?;
    let mut row = 4;
    for pair in &report.pairs {
        for (relation, count, meaning) in counts(pair) {
            looks.put(sheet, (row, 0), &Cell::text(pair.heading()))?;
            looks.put(sheet, (row, 1), &Cell::Relation(relation))?;
            let count = u32::try_from(count).unwrap_or(u32::MAX);
            sheet.write_number_with_format(row, 2, count, &Format::new().set_align(FormatAlign::Top))?;
            looks.put(sheet, (row, 3), &Cell::text(meaning))?;
            row += 1;
        }
    }
    row += 1;
    heads(sheet, &looks, row, &["What was read", "Version", "", "SHA-256 of the text"])?;
    let mut told = Vec::new();
    for source in report.pairs.iter().flat_map(super::Pair::sources).filter(|it| !it.path.is_empty()) {
        if told.contains(&source) {
            continue;
        }
        row += 1;
        looks.put(sheet, (row, 0), &Cell::text(&source.path))?;
        looks.put(sheet, (row, 1), &Cell::text(source.version.as_deref().unwrap_or("")))?;
        looks.put(sheet, (row, 3), &Cell::text(&source.sha256))?;
        told.push(source);
    }
    sheet.set_freeze_panes(4, 0)?.set_repeat_rows(3, 3)?;
    paper(sheet, "Summary");
    Ok(())
}

fn heads(sheet: &mut Worksheet, looks: &Looks, row: u32, names: &[&str]) -> Result<(), XlsxError> {
    for (column, name) in (0_u16..).zip(names) {
        sheet.write_string_with_format(row, column, *name, &looks.head)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(cell: &Cell) -> &str {
        if let Cell::Text(text) = cell { text } else { "" }
    }

    #[test]
    fn what_no_cell_can_hold_is_cut_and_says_so() {
        let long = "😀".repeat(20_000);
        let cell = Cell::text(&long);
        assert!(text(&cell).encode_utf16().count() <= MOST && text(&cell).ends_with(CUT));
        let fits = "a".repeat(MOST);
        assert_eq!(text(&Cell::text(&fits)), fits);
        assert!(text(&Cell::lines((0..9_000).map(|it| it.to_string()))).ends_with(CUT));
    }

    #[test]
    fn what_no_xml_can_hold_is_replaced() {
        let cell = Cell::text("a\u{0}b\u{1b}c\u{ffff}d\u{202e}e\nf");
        assert_eq!(text(&cell), "a?b?c\u{fffd}d\u{fffd}e f");
    }

    #[test]
    fn every_relation_can_be_read_and_has_a_colour_of_its_own() {
        let light = |colour: u32| {
            let part = |shift: u32| {
                let value = f64::from(colour >> shift & 255) / 255.0;
                if value <= 0.03928 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
            };
            0.2126 * part(16) + 0.7152 * part(8) + 0.0722 * part(0)
        };
        let mut seen = Vec::new();
        for relation in Relation::ALL {
            let (ink, paper) = colours(relation);
            let contrast = (light(paper) + 0.05) / (light(ink) + 0.05);
            assert!(contrast >= 4.5, "{relation:?}: {contrast}");
            assert!(!seen.contains(&paper), "{relation:?}");
            seen.push(paper);
        }
    }
}
