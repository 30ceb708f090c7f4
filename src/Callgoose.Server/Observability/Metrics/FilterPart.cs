namespace Callgoose.Observability.Metrics;

/// <summary>The trigger or the resolve of an API filter, by names.</summary>
internal readonly record struct FilterPart(string Integration, string Filter, bool IsTrigger);
