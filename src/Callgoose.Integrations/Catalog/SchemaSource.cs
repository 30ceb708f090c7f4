using Callgoose.Schema;

namespace Callgoose.Catalog;

/// <summary>A schema file after reading.</summary>
/// <param name="Path">Where it is, as it was given; of a built-in one the name of the file alone.</param>
/// <param name="IsBuiltIn">Whether it is compiled into this executable.</param>
/// <param name="Result">What it says and what is wrong with it.</param>
internal sealed record SchemaSource(string Path, bool IsBuiltIn, SchemaParseResult Result);
