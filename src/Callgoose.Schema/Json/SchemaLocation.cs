namespace Callgoose.Schema;

/// <summary>The location of a part of a schema file, in UTF-16 code units as compilers count.</summary>
/// <param name="Start">The offset of the first code unit.</param>
/// <param name="Length">The number of code units.</param>
/// <param name="From">Line and character of the start.</param>
/// <param name="To">Line and character of the end.</param>
public readonly record struct SchemaLocation(int Start, int Length, LinePosition From, LinePosition To);
