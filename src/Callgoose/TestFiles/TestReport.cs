using System.Globalization;
using System.Text;
using System.Xml;
using Callgoose.Payloads;
using Callgoose.Terminal;

namespace Callgoose.TestFiles;

/// <summary>Writes results as text for people, as TAP version 14, or as the JUnit XML that build servers read.</summary>
internal static class TestReport
{
    /// <summary>Writes a report.</summary>
    /// <param name="format"><c>text</c>, <c>tap</c> or <c>junit</c>.</param>
    /// <param name="results">The results.</param>
    /// <param name="style">The colours for text.</param>
    public static string Write(string format, IReadOnlyList<TestResult> results, Style style) => format switch
    {
        "tap" => Tap(results),
        "junit" => JUnit(results),
        _ => Text(results, style),
    };

    private static string Text(IReadOnlyList<TestResult> results, Style style)
    {
        var text = new StringBuilder();
        foreach (TestResult result in results)
        {
            text.Append(CultureInfo.InvariantCulture, $"{(result.Passed ? style.Good("✓") : style.Bad("✗"))} {TerminalText.Line(result.Test.Name)}\n");
            foreach (TestFailure failure in result.Failures)
            {
                text.Append(CultureInfo.InvariantCulture, $"    {TerminalText.Line(result.Line(failure))}\n");
            }
        }

        int failed = results.Count(static result => !result.Passed);
        return text.Append(CultureInfo.InvariantCulture, $"{results.Count - failed} passed, {failed} failed\n").ToString();
    }

    /// <summary>Writes the Test Anything Protocol, version 14 (testanything.org).</summary>
    private static string Tap(IReadOnlyList<TestResult> results)
    {
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"TAP version 14\n1..{results.Count}\n"));
        for (int i = 0; i < results.Count; i++)
        {
            string name = results[i].Test.Name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("#", "\\#", StringComparison.Ordinal);
            text.Append(CultureInfo.InvariantCulture, $"{(results[i].Passed ? "ok" : "not ok")} {i + 1} - {TerminalText.Line(name)}\n");
            if (results[i].Passed)
            {
                continue;
            }

            text.Append("  ---\n  failures:\n");
            foreach (TestFailure failure in results[i].Failures)
            {
                string line = results[i].Line(failure).Replace("'", "''", StringComparison.Ordinal);
                text.Append(CultureInfo.InvariantCulture, $"    - '{TerminalText.Line(line)}'\n");
            }

            text.Append("  ...\n");
        }

        return text.ToString();
    }

    private static string JUnit(IReadOnlyList<TestResult> results)
    {
        var text = new StringBuilder();
        using (XmlWriter xml = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, OmitXmlDeclaration = true, CheckCharacters = false, NewLineChars = "\n" }))
        {
            xml.WriteStartElement("testsuites");
            foreach (IGrouping<string, TestResult> file in results.GroupBy(static result => result.File))
            {
                xml.WriteStartElement("testsuite");
                xml.WriteAttributeString("name", file.Key);
                xml.WriteAttributeString("tests", file.Count().ToString(CultureInfo.InvariantCulture));
                xml.WriteAttributeString("failures", file.Count(static result => !result.Passed).ToString(CultureInfo.InvariantCulture));
                foreach (TestResult result in file)
                {
                    xml.WriteStartElement("testcase");
                    xml.WriteAttributeString("classname", file.Key);
                    xml.WriteAttributeString("name", Clean(result.Test.Name));
                    foreach (TestFailure failure in result.Failures)
                    {
                        xml.WriteStartElement("failure");
                        xml.WriteAttributeString("message", Clean(failure.ToString()));
                        xml.WriteString(Clean(result.Line(failure)));
                        xml.WriteEndElement();
                    }

                    xml.WriteEndElement();
                }

                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }

        return text.Append('\n').ToString();
    }

    /// <summary>Removes most control characters, because XML cannot represent them.</summary>
    private static string Clean(string text) => string.Concat(text.Select(static c => XmlConvert.IsXmlChar(c) || char.IsSurrogate(c) ? c : ' '));
}
