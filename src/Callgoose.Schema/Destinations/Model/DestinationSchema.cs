namespace Callgoose.Schema.Destinations;

/// <summary>What a destination file says: a kind of destination (Delivery/README.md).</summary>
public sealed record DestinationSchema
{
    /// <summary>How the name of a destination file ends.</summary>
    public const string FileEnding = ".destination.json";

    /// <summary>Its name, as <c>kind</c> in the configuration.</summary>
    public required string Name { get; init; }

    /// <summary>What it is, for people.</summary>
    public required string Description { get; init; }

    /// <summary>The settings that a destination of this kind has.</summary>
    public required EquatableArray<DestinationSetting> Settings { get; init; }

    /// <summary>The events that it can be told; empty for all.</summary>
    public required EquatableArray<string> Events { get; init; }

    /// <summary>Texts that templates may name, each of those before it.</summary>
    public required EquatableArray<TemplateMember> Texts { get; init; }

    /// <summary>The HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>The URL, a template that gives text.</summary>
    public required TemplateNode Url { get; init; }

    /// <summary>The number of the setting that the URL begins with, which has to be one itself; -1 if it begins with something else.</summary>
    public int AddressSetting => FirstText(Url) is { Parts.Count: > 0 } text && text.Parts[0].Value is { Kind: ValueKind.Setting } value ? value.Index : -1;

    /// <summary>The headers, templates that give text; one that is left out or empty is not sent.</summary>
    public required EquatableArray<TemplateMember> Headers { get; init; }

    /// <summary>The body.</summary>
    public required TemplateNode Body { get; init; }

    /// <summary>How an answer is judged.</summary>
    public required AnswerSchema Answer { get; init; }

    /// <summary>Whether it is signed as Standard Webhooks 1.0 has it, with the destination's <c>secrets</c>.</summary>
    public required bool IsSigned { get; init; }

    /// <summary>Whether each event has a message of its own, also in a storm: for a tool that keeps every incident and knows its end by its key.</summary>
    public required bool IsSeparate { get; init; }

    /// <summary>Its examples, which were executed.</summary>
    public required EquatableArray<DestinationSample> Samples { get; init; }

    /// <summary>Of a choice, one of its texts: each of them is a URL of the same tool.</summary>
    private static TemplateText? FirstText(TemplateNode? node) => node switch
    {
        TemplateSwitch choice => FirstText(choice.Otherwise) ?? (choice.Cases.Count > 0 ? FirstText(choice.Cases[0].Then) : null),
        TemplateWhen choice => FirstText(choice.Then) ?? FirstText(choice.Otherwise),
        _ => node as TemplateText,
    };
}
