namespace Callgoose.Storage.Moving;

/// <summary>A column of a moved table.</summary>
/// <param name="Name">The name.</param>
/// <param name="Kind">The kind of its values.</param>
public sealed record MovedColumn(string Name, MovedKind Kind);
