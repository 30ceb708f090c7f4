namespace Callgoose.Incidents;

/// <summary>The scope in which an incident key is unique: one service in one environment (ProcessApi.md 2 and Incidents/README.md rule 2).</summary>
/// <param name="Environment">The environment of the token that made the call; empty by default.</param>
/// <param name="Service">The name of the service.</param>
public readonly record struct ServiceScope(string Environment, string Service);
