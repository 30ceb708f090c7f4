namespace Callgoose.Storage.Moving;

/// <summary>A column of what is moved.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it holds.</param>
public sealed record MovedColumn(string Name, MovedKind Kind);
