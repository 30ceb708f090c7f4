namespace Callgoose.Interpretation;

/// <summary>One way to get a value.</summary>
/// <param name="Keys">The key, or those whose values are joined.</param>
/// <param name="Templates">What the template has at each of them, in UTF-8; empty if nothing.</param>
/// <param name="Of">The elements to which the key is relative, or null.</param>
/// <param name="After">What stands before the part of the text that is meant, in UTF-8; empty if nothing.</param>
/// <param name="Before">What stands behind it, in UTF-8; empty if nothing.</param>
/// <param name="Around">The text around the values, one more than there are keys, in UTF-8, if it is a text made of them; else none.</param>
internal sealed record InterpretedOption(InterpretedKey[] Keys, byte[][] Templates, InterpretedElements? Of, byte[] After, byte[] Before, byte[][] Around);
