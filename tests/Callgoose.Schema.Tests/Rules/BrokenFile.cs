using Xunit.Sdk;

namespace Callgoose.Schema.Tests;

/// <summary>A file that breaks exactly one rule at one place.</summary>
public sealed record BrokenFile : IXunitSerializable
{
    public BrokenFile()
    {
    }

    public BrokenFile(string rule, string marked, string advice)
    {
        (Rule, Marked, Advice) = (rule, marked, advice);
    }

    /// <summary>The id of the rule.</summary>
    public string Rule { get; private set; } = string.Empty;

    /// <summary>The text with the place marked.</summary>
    public string Marked { get; private set; } = string.Empty;

    /// <summary>The part of the message that says what to write.</summary>
    public string Advice { get; private set; } = string.Empty;

    public void Deserialize(IXunitSerializationInfo info)
    {
        Rule = info.GetValue<string>(nameof(Rule))!;
        Marked = info.GetValue<string>(nameof(Marked))!;
        Advice = info.GetValue<string>(nameof(Advice))!;
    }

    public void Serialize(IXunitSerializationInfo info)
    {
        info.AddValue(nameof(Rule), Rule);
        info.AddValue(nameof(Marked), Marked);
        info.AddValue(nameof(Advice), Advice);
    }

    public override string ToString() => $"{Rule} {Advice}";
}
