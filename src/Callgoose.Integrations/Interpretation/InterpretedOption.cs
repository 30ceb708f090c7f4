namespace Callgoose.Interpretation;

/// <summary>One way to get a value.</summary>
/// <param name="Keys">The key, or the keys whose values are joined.</param>
/// <param name="Templates">The template's text for each of them, in UTF-8; empty if there is none.</param>
/// <param name="Of">The elements that the key is relative to, or null.</param>
/// <param name="After">The text before the wanted part, in UTF-8; empty if there is none.</param>
/// <param name="Before">The text after the wanted part, in UTF-8; empty if there is none.</param>
/// <param name="Around">For a text with several values: the text around them, one piece more than there are keys, in UTF-8; otherwise empty.</param>
internal sealed record InterpretedOption(InterpretedKey[] Keys, byte[][] Templates, InterpretedElements? Of, byte[] After, byte[] Before, byte[][] Around);
