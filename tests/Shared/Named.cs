using Callgoose.Incidents;
using Callgoose.Payloads;

namespace Callgoose.Testing;

/// <summary>An integration that has names and no filters.</summary>
internal sealed class Named(string name, params string[] aliases) : Integration
{
    public override string Name => name;

    public override IReadOnlyList<string> Aliases => aliases;

    public override string Description => string.Empty;

    public override string? Template => null;

    public override IReadOnlyList<string> TriggerSamples => [];

    public override IReadOnlyList<string> ResolveSamples => [];

    public override PayloadError Match(ReadOnlySpan<byte> body, ScratchBuffer scratch, ref FilterMatch match) => default;

    public override void MatchText(ReadOnlySpan<byte> text, ScratchBuffer scratch, ref FilterMatch match)
    {
    }
}
