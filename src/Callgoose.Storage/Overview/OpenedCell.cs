namespace Callgoose.Storage.Overview;

/// <summary>How many incidents opened.</summary>
/// <param name="Opened">All of them.</param>
/// <param name="High">Those of high urgency.</param>
internal readonly record struct OpenedCell(int Opened, int High);
