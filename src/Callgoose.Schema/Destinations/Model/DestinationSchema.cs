namespace Callgoose.Schema.Destinations;

/// <summary>The content of a destination file: a kind of destination (Delivery/README.md).</summary>
public sealed record DestinationSchema
{
    /// <summary>The end of the name of a destination file.</summary>
    public const string FileEnding = ".destination.json";

    /// <summary>The name, which is <c>kind</c> in the configuration.</summary>
    public required string Name { get; init; }

    /// <summary>A description for people.</summary>
    public required string Description { get; init; }

    /// <summary>The settings of a destination of this kind.</summary>
    public required EquatableArray<DestinationSetting> Settings { get; init; }

    /// <summary>The events that it supports; empty for all.</summary>
    public required EquatableArray<string> Events { get; init; }

    /// <summary>Texts that templates may refer to. A text may refer to the texts before it.</summary>
    public required EquatableArray<TemplateMember> Texts { get; init; }

    /// <summary>The HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>The URL, a template for a text.</summary>
    public required TemplateNode Url { get; init; }

    /// <summary>The index of the setting that the URL begins with, which must itself be a URL; -1 if it begins with something else.</summary>
    public int AddressSetting => FirstText(Url) is { Parts.Count: > 0 } text && text.Parts[0].Value is { Kind: ValueKind.Setting } value ? value.Index : -1;

    /// <summary>The headers, templates for texts; a header that is left out or empty is not sent.</summary>
    public required EquatableArray<TemplateMember> Headers { get; init; }

    /// <summary>The body.</summary>
    public required TemplateNode Body { get; init; }

    /// <summary>The rules for evaluating an answer.</summary>
    public required AnswerSchema Answer { get; init; }

    /// <summary>True if it is signed as in Standard Webhooks 1.0, with the destination's <c>secrets</c>.</summary>
    public required bool IsSigned { get; init; }

    /// <summary>True if each event gets its own message, even in a storm: for a tool that keeps every incident and recognises its end by its key.</summary>
    public required bool IsSeparate { get; init; }

    /// <summary>The examples, which have been checked.</summary>
    public required EquatableArray<DestinationSample> Samples { get; init; }

    /// <summary>Returns the text; for a choice, one of its texts, because each of them is a URL of the same tool.</summary>
    private static TemplateText? FirstText(TemplateNode? node) => node switch
    {
        TemplateSwitch choice => FirstText(choice.Otherwise) ?? (choice.Cases.Count > 0 ? FirstText(choice.Cases[0].Then) : null),
        TemplateWhen choice => FirstText(choice.Then) ?? FirstText(choice.Otherwise),
        _ => node as TemplateText,
    };
}
