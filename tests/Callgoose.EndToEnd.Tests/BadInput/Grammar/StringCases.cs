namespace Callgoose.EndToEnd.Tests.BadInput.Grammar;

/// <summary>RFC 8259, sections 7 and 8.2: the content between the quotes.</summary>
internal static class StringCases
{
    public static IEnumerable<string> Legal =>
    [
        "", " ", "a", "asd ", "/", "{}[]:,'/<!--#", "\\\"", "\\\\", "\\/", "\\b", "\\f", "\\n", "\\r", "\\t", "\\\"\\\\\\/\\b\\f\\n\\r\\t", "\\\\\\\\", "\\\\a", "\\\\n", "\\\\u0041", "\\\\\\\"",
        "\\u0000", "\\u0001", "\\u001f", "\\u0020", "\\u0022", "\\u002c", "\\u005C", "\\u0061", "\\u0060\\u012a\\u12AB", "\\u0123", "\\uabcd\\uABCD", "\\u00e9", "\\u2028\\u2029", "\\u200B", "\\u2064",
        "\\uFEFF", "\\uFDD0", "\\uFFFE", "\\uFFFF", "\\uffff", "\\ud7ff\\ue000", "\\uD801\\udc37", "\\ud83d\\ude39\\ud83d\\udc8d", "\\uD834\\uDd1e", "\\uDBFF\\uDFFE", "\\uDBFF\\uDFFF",
        "\\ud800\\udc00", "\\uD83F\\uDFFE", "new\\u00A0line", "a\\u0061\\n\\u0062", "\\u00222", "\\\\ud800", "\\\\\\\\udc00", "é ü ß", "\u00A0", "\u2028\u2029", "\u2060", "\u200B", "\uFEFF", "\uFFFD", "\uFFFE",
        "\uFFFF", "漢字かな", "π", "⍂㈴⍂", "😀 and 𝄞", "€𝄞", "e\u0301", "\u202Eabc", "<7F>", "a<7F>a", "<C2><80>", "<C2><9F>", "<DF><BF>", "<E0><A0><80>", "<ED><9F><BF>", "<EE><80><80>", "<EF><BF><BF>",
        "<F0><90><80><80>", "<F4><8F><BF><BF>", "<F0><9B><BF><BF>", "<F3><A0><80><80>",
    ];

    public static IEnumerable<string> Illegal =>
    [
        // Invalid escapes.
        "\\a", "\\v", "\\0", "\\1", "\\x", "\\x00", "\\x41", "\\'", "\\`", "\\U0041", "\\N", "\\B", "\\ ", "\\e", "\\-", "\\😀", "\\é", "\\<09>", "\\<0A>", "\\<00>", "\\<E5>", "\\<80>", "\\{[", "\\",
        "\\u", "\\u1", "\\u12", "\\u00A", "\\u123", "\\u123g", "\\ug123", "\\uqqqq", "\\u 123", "\\u12 4", "\\u+123", "\\u-123", "\\u0x41", "\\u{41}", "\\u00é1", "\\u\uFF11234", "\\uD834\\uDd", "\\uD800\\u", "\\uD800\\u1",
        "\\uD800\\u1x", "\\u00<00>1", "\\u<E5>123", "\\u004<E5>", "\\\\\\a", "\\\\\\u12",

        // Unpaired surrogates, which the RFC leaves open and ProcessApi.md 3 refuses.
        "\\ud800", "\\uDADA", "\\udbff", "\\udc00", "\\uDFAA", "\\uDFFF", "\\ud800abc", "abc\\udc00", "\\ud800\\n", "\\ud800\\ud800\\n", "\\uD888\\u1234", "\\uD800\\uD800", "\\uDc00\\uDc00", "\\uDd1e\\uD834",
        "\\ud834\\udd1e\\ud834", "\\udd1e\\ud834\\udd1e", "\\ud800 \\udc00", "\\ud800\\\\udc00", "\\ud800\\u0041", "\\ud800<F0><90><80><80>",

        // Raw control characters.
        "<00>", "a<00>a", "<01>", "<07>", "<08>", "<09>", "<0A>", "new<0A>line", "<0B>", "<0C>", "<0D>", "<0D><0A>", "<0E>", "<1A>", "<1B>", "<1F>", "a<1F>", "\\u0041<00>",

        // Invalid UTF-8: bytes that never occur, truncated sequences, lone continuations, overlong forms, surrogates, beyond U+10FFFF.
        "<FF>", "<FE>", "<FE><FF>", "<F8><88><80><80><80>", "<FC><84><80><80><80><80>", "<FD><BF><BF><BF><BF><BF>", "<F5><80><80><80>", "<F7><BF><BF><BF>", "<80>", "<81>", "<BF>", "<80><80><80>", "a<E5>", "<E9>",
        "<C2>", "<C3>", "<E0>", "<E0><FF>", "<E2><82>", "<E6><97><A5><D1><88><FA>", "<F0><9F>", "<F0><9F><90>", "<C3>a", "<C3><28>", "<E2><28><A1>", "<E2><82><28>", "<F0><28><8C><BC>", "<F0><90><28><BC>",
        "<F0><28><8C><28>", "<C0><80>", "<C0><AF>", "<C1><BF>", "<E0><80><80>", "<E0><80><AF>", "<E0><9F><BF>", "<F0><80><80><AF>", "<F0><82><82><AC>", "<F0><8F><BF><BF>", "<FC><83><BF><BF><BF><BF>", "<ED><A0><80>",
        "<ED><AD><BF>", "<ED><AE><80>", "<ED><BF><BF>", "<ED><A0><80><ED><B0><80>", "<F4><90><80><80>", "<F4><BF><BF><BF>", "ok<C2><A0><A0>", "<C2><A0><C2>",
    ];
}
