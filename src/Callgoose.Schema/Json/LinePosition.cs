namespace Callgoose.Schema;

/// <summary>A position in a text.</summary>
/// <param name="Line">The line, from 0.</param>
/// <param name="Character">The UTF-16 code unit in the line, from 0.</param>
public readonly record struct LinePosition(int Line, int Character);
