using Callgoose.Schema;

namespace Callgoose.Catalog;

/// <summary>A schema file after reading.</summary>
/// <param name="Path">The path as it was given; for a built-in file only its name.</param>
/// <param name="IsBuiltIn">True if it is compiled into this executable.</param>
/// <param name="Result">Its content and its problems.</param>
internal sealed record SchemaSource(string Path, bool IsBuiltIn, SchemaParseResult Result);
