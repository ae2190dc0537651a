//! The picture as SVG: everything escaped, nothing from outside, readable in light, dark and print.

use super::layout::{SIZE, SMALL};
use super::measure::{LINE, width, wrap};
use super::plan::{Kind, Line, Number, Plan, Shape, Style};
use super::run::Drawn;

/// The words around the picture.
pub(super) struct Caption {
    pub(super) title: String,
    /// What is said above it, one paragraph each; the first word of each says what it is.
    pub(super) above: Vec<(Tone, String)>,
    /// The same picture in words.
    pub(super) text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tone {
    Plain,
    Broken,
}

const MARGIN: i32 = 24;
/// Captions are at least as wide as this.
const NARROWEST: i32 = 560;

/// Colours by what they are for, in light and in dark. Each text has a contrast of 4.5 or more against what is behind it.
pub(super) const COLOURS: &[(&str, &str, &str)] = &[
    ("paper", "#ffffff", "#1e1f22"),
    ("ink", "#1f2328", "#e6e8eb"),
    ("quiet", "#57606a", "#a9b1ba"),
    ("line", "#6e7781", "#8b949e"),
    ("box", "#f6f8fa", "#2a2d31"),
    ("ask", "#fff8e1", "#3a3420"),
    ("choose", "#eaf3ff", "#1f3049"),
    ("run", "#b42318", "#ff9c92"),
    ("onrun", "#ffffff", "#1e1f22"),
    ("frame", "#afb8c1", "#57606a"),
];

fn style() -> String {
    let mut out = String::from("<style>");
    let rules = |dark: bool| -> String {
        let colour = |name: &str| {
            let found = COLOURS.iter().find(|(it, ..)| *it == name);
            found.map_or("", |&(_, light, night)| if dark { night } else { light })
        };
        [
            ("svg.duly .paper", format!("fill:{}", colour("paper"))),
            ("svg.duly text", format!("fill:{}", colour("ink"))),
            ("svg.duly text.quiet", format!("fill:{}", colour("quiet"))),
            ("svg.duly text.broken", format!("fill:{}", colour("run"))),
            ("svg.duly text.badge", format!("fill:{}", colour("onrun"))),
            ("svg.duly .box", format!("fill:{};stroke:{}", colour("box"), colour("line"))),
            ("svg.duly .ask", format!("fill:{};stroke:{}", colour("ask"), colour("line"))),
            ("svg.duly .choose", format!("fill:{};stroke:{}", colour("choose"), colour("line"))),
            ("svg.duly .frame", format!("fill:none;stroke:{}", colour("frame"))),
            ("svg.duly .line", format!("fill:none;stroke:{}", colour("line"))),
            ("svg.duly .head", format!("fill:{};stroke:none", colour("line"))),
            ("svg.duly .run", format!("fill:none;stroke:{}", colour("run"))),
            ("svg.duly .runhead", format!("fill:{};stroke:none", colour("run"))),
            ("svg.duly .on", format!("stroke:{}", colour("run"))),
            ("svg.duly .mark", format!("fill:{};stroke:none", colour("run"))),
        ]
        .map(|(what, how)| format!("{what}{{{how}}}"))
        .concat()
    };
    out.push_str(
        "svg.duly text{font-family:system-ui,\"Segoe UI\",\"Noto Sans\",\"DejaVu Sans\",sans-serif;text-anchor:middle}",
    );
    out.push_str("svg.duly text.left{text-anchor:start}svg.duly .bold{font-weight:600}");
    out.push_str(&rules(false));
    out.push_str(&format!("@media (prefers-color-scheme:dark){{{}}}", rules(true)));
    out.push_str(&format!("@media print{{{}}}", rules(false)));
    out.push_str("</style>");
    out
}

/// Writes the picture.
pub(super) fn svg(plan: &Plan, drawn: &Drawn, caption: &Caption) -> String {
    let (left, top, right, bottom) = extent(plan);
    let wide = (right - left).max(NARROWEST);
    let (head, head_height) = head(caption, wide);
    let (x, y) = (MARGIN - left + (wide - (right - left)) / 2, MARGIN + head_height - top);
    let (whole_width, whole_height) = (wide + 2 * MARGIN, head_height + bottom - top + 2 * MARGIN);
    let id = id(caption);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"duly\" role=\"img\" aria-labelledby=\"{id}-title {id}-text\" \
         width=\"{whole_width}\" height=\"{whole_height}\" viewBox=\"0 0 {whole_width} {whole_height}\">\n\
         <title id=\"{id}-title\">{}</title>\n<desc id=\"{id}-text\">{}</desc>\n{}\n\
         <rect class=\"paper\" width=\"{whole_width}\" height=\"{whole_height}\"/>\n{head}<g transform=\"translate({x} {y})\">\n",
        escape(&caption.title),
        escape(&caption.text),
        style()
    );
    for frame in plan.frames.iter().rev() {
        out.push_str(&format!(
            "<rect class=\"frame\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"6\" stroke-width=\"1.2\" stroke-dasharray=\"2 3\"/>\n",
            frame.left, frame.top, frame.width, frame.height
        ));
        text(&mut out, &frame.caption, frame.left + 10, frame.top + 17, SMALL, "left quiet");
    }
    // What is thick comes last, so that nothing crosses it.
    let (on_run, others): (Vec<_>, Vec<_>) =
        plan.lines.iter().enumerate().partition(|(it, _)| drawn.lines.contains(it));
    for (_, it) in &others {
        line(&mut out, it, false);
    }
    for (_, it) in &on_run {
        line(&mut out, it, true);
    }
    for it in &plan.lines {
        label(&mut out, it);
    }
    for (number, shape) in plan.shapes.iter().enumerate() {
        draw_shape(&mut out, number, shape, drawn);
    }
    out.push_str("</g>\n</svg>\n");
    out
}

/// What no other picture on the same page is called, unless it says the same.
fn id(caption: &Caption) -> String {
    let said = caption.title.bytes().chain(caption.text.bytes());
    let sum = said.fold(0xcbf2_9ce4_8422_2325_u64, |sum, it| (sum ^ u64::from(it)).wrapping_mul(0x100_0000_01b3));
    format!("duly-{sum:016x}")
}

fn extent(plan: &Plan) -> (i32, i32, i32, i32) {
    let (mut left, mut top, mut right, mut bottom) = (0, 0, 0, 0);
    let mut hold = |x: i32, y: i32| {
        (left, right) = (left.min(x), right.max(x));
        (top, bottom) = (top.min(y), bottom.max(y));
    };
    for it in &plan.shapes {
        hold(it.x - it.width / 2 - 16, it.y - 12);
        hold(it.x + it.width / 2 + 16, it.bottom());
    }
    for it in &plan.frames {
        hold(it.left, it.top);
        hold(it.left + it.width, it.top + it.height);
    }
    for it in &plan.lines {
        it.points.iter().for_each(|&(x, y)| hold(x, y));
        let half = it.label.iter().map(|it| width(it, SMALL)).max().unwrap_or(0) / 2 + 4;
        if !it.label.is_empty() {
            hold(it.label_at.0 - half, it.label_at.1);
            hold(it.label_at.0 + half, it.label_at.1);
        }
    }
    (left, top, right, bottom)
}

/// The title and what is said above the picture, and how much room that takes.
fn head(caption: &Caption, wide: i32) -> (String, i32) {
    let mut out = String::new();
    let mut y = MARGIN + 12;
    for line in wrap(&caption.title, 17, wide, 3) {
        text(&mut out, &line, MARGIN, y, 17, "left bold");
        y += 23;
    }
    for (tone, words) in &caption.above {
        let class = if *tone == Tone::Broken { "left broken" } else { "left quiet" };
        for line in wrap(words, SIZE, wide, 8) {
            text(&mut out, &line, MARGIN, y, SIZE, class);
            y += LINE + 1;
        }
        y += 4;
    }
    (out, y + 6 - MARGIN)
}

fn line(out: &mut String, line: &Line, on_run: bool) {
    let (Some(&(end_x, end_y)), false) = (line.points.last(), matches!(line.style, Style::Hidden | Style::Resumes))
    else {
        return;
    };
    let mut points = line.points.clone();
    if line.arrow
        && let Some(last) = points.last_mut()
    {
        // The line ends inside its arrow.
        let sideways = line.points.iter().rev().nth(1).is_some_and(|it| it.1 == end_y);
        if sideways { last.0 -= 7 } else { last.1 -= 7 }
    }
    let path: Vec<String> = points.iter().map(|(x, y)| format!("{x},{y}")).collect();
    let (class, head, thick) = if on_run { ("run", "runhead", "4") } else { ("line", "head", "1.4") };
    let dots = if line.style == Style::Dotted && !on_run { " stroke-dasharray=\"4 4\"" } else { "" };
    out.push_str(&format!(
        "<polyline class=\"{class}\" points=\"{}\" stroke-width=\"{thick}\" stroke-linejoin=\"round\"{dots}/>\n",
        path.join(" ")
    ));
    if line.arrow {
        let sideways = line.points.iter().rev().nth(1).is_some_and(|it| it.1 == end_y);
        let (x, y) = (end_x, end_y);
        let points = match sideways {
            true => format!("{x},{y} {},{} {},{}", x - 9, y - 5, x - 9, y + 5),
            false => format!("{x},{y} {},{} {},{}", x - 5, y - 9, x + 5, y - 9),
        };
        out.push_str(&format!("<polygon class=\"{head}\" points=\"{points}\"/>\n"));
    }
}

/// The words on a line, with paper behind them.
fn label(out: &mut String, line: &Line) {
    let (x, mut y) = line.label_at;
    for words in &line.label {
        let wide = width(words, SMALL) + 4;
        out.push_str(&format!(
            "<rect class=\"paper\" x=\"{}\" y=\"{y}\" width=\"{wide}\" height=\"{LINE}\"/>\n",
            x - wide / 2
        ));
        text(out, words, x, y + 13, SMALL, "quiet");
        y += LINE;
    }
}

fn draw_shape(out: &mut String, number: Number, shape: &Shape, drawn: &Drawn) {
    let stops = drawn.stops.get(&number);
    let on_run = stops.is_some() || drawn.passed.contains(&number);
    let (x, y, wide, high) = (shape.x - shape.width / 2, shape.y, shape.width, shape.height);
    let (class, radius) = match shape.kind {
        Kind::Joint => return,
        Kind::Start | Kind::End | Kind::Jump => ("box", high / 2),
        Kind::Step | Kind::OptionalStep | Kind::Unread | Kind::Run => ("box", 5),
        Kind::Decision => ("choose", 16),
        Kind::Question => ("ask", 0),
    };
    let class = if on_run { format!("{class} on") } else { class.to_owned() };
    let thick = if stops.is_some() { "3" } else { "1.4" };
    let dash = if shape.kind == Kind::OptionalStep { " stroke-dasharray=\"6 4\"" } else { "" };
    if shape.kind == Kind::Question {
        let (middle, edge) = (y + high / 2, 14);
        out.push_str(&format!(
            "<polygon class=\"{class}\" stroke-width=\"{thick}\" points=\"{x},{middle} {},{y} {},{y} {},{middle} {},{} {},{}\"/>\n",
            x + edge, x + wide - edge, x + wide, x + wide - edge, y + high, x + edge, y + high
        ));
    } else {
        out.push_str(&format!(
            "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{wide}\" height=\"{high}\" rx=\"{radius}\" stroke-width=\"{thick}\"{dash}/>\n"
        ));
    }
    if shape.kind == Kind::Run {
        for bar in [x + 6, x + wide - 6] {
            out.push_str(&format!(
                "<line class=\"line\" x1=\"{bar}\" x2=\"{bar}\" y1=\"{y}\" y2=\"{}\" stroke-width=\"1.4\"/>\n",
                y + high
            ));
        }
    }
    let lines = i32::try_from(shape.title.len() + shape.below.len()).unwrap_or(0);
    let mut line_y = y + (high - lines * LINE) / 2 + 13;
    for words in &shape.title {
        text(out, words, shape.x, line_y, SIZE, "bold");
        line_y += LINE;
    }
    for words in &shape.below {
        text(out, words, shape.x, line_y, SMALL, "quiet");
        line_y += LINE;
    }
    badges(out, shape, stops.map_or(&[][..], Vec::as_slice), drawn.broken_at == Some(number));
}

/// The numbers of the stops, and a mark where the requirement is broken.
fn badges(out: &mut String, shape: &Shape, stops: &[usize], broken: bool) {
    const MOST: usize = 4;
    let mut words: Vec<String> = stops.iter().take(MOST).map(ToString::to_string).collect();
    if stops.len() > MOST {
        words.push("…".to_owned());
    }
    let left = shape.x - shape.width / 2;
    if !words.is_empty() {
        let words = words.join(", ");
        let wide = (width(&words, SMALL) + 12).max(24);
        let x = left - 10;
        out.push_str(&format!(
            "<rect class=\"mark\" x=\"{x}\" y=\"{}\" width=\"{wide}\" height=\"22\" rx=\"11\"/>\n",
            shape.y - 11
        ));
        text(out, &words, x + wide / 2, shape.y + 4, SMALL, "badge bold");
    }
    if broken {
        let x = shape.x + shape.width / 2;
        let y = shape.y - 14;
        out.push_str(&format!(
            "<polygon class=\"mark\" points=\"{x},{y} {},{} {},{}\"/>\n",
            x + 15,
            y + 27,
            x - 15,
            y + 27
        ));
        text(out, "!", x, y + 23, 15, "badge bold");
    }
}

fn text(out: &mut String, words: &str, x: i32, y: i32, size: i32, class: &str) {
    out.push_str(&format!(
        "<text class=\"{class}\" x=\"{x}\" y=\"{y}\" font-size=\"{size}\">{}</text>\n",
        escape(words)
    ));
}

/// A text in which XML finds no signs of its own, and none that it forbids.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(sign),
            '\u{FFFE}' | '\u{FFFF}' => {}
            // What turns the direction of writing would show something else than is written.
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {}
            sign if sign.is_control() => out.push(' '),
            sign => out.push(sign),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::COLOURS;

    fn light(colour: &str) -> f64 {
        let part = |at: usize| {
            let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
            if value <= 0.03928 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
    }

    #[test]
    fn every_text_can_be_read() {
        let find = |name: &str| *COLOURS.iter().find(|(it, ..)| *it == name).unwrap();
        let pairs = [
            ("ink", "paper"),
            ("ink", "box"),
            ("ink", "ask"),
            ("ink", "choose"),
            ("quiet", "paper"),
            ("quiet", "box"),
            ("quiet", "choose"),
            ("run", "paper"),
            ("onrun", "run"),
        ];
        for (text, behind) in pairs {
            let ((_, one, two), (_, three, four)) = (find(text), find(behind));
            for (text, behind) in [(one, three), (two, four)] {
                let (a, b) = (light(text), light(behind));
                let contrast = (a.max(b) + 0.05) / (a.min(b) + 0.05);
                assert!(contrast >= 4.5, "{text} on {behind}: {contrast}");
            }
        }
    }
}
