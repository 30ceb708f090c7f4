namespace Callgoose.Incidents;

/// <summary>What a line <see cref="TransitionKind.Updated"/> changes, as it is written. Texts are UTF-8; what does not change is empty or 0.</summary>
public ref struct ChangeLine
{
    /// <summary>How much of a description a line keeps, in bytes.</summary>
    public const int MaxDescriptionBytes = 2048;

    /// <summary>Whether the title changes.</summary>
    public bool ChangesTitle;

    /// <summary>The title before.</summary>
    public ReadOnlySpan<byte> TitleWas;

    /// <summary>The title after.</summary>
    public ReadOnlySpan<byte> TitleIs;

    /// <summary>Whether the description changes.</summary>
    public bool ChangesDescription;

    /// <summary>The description before.</summary>
    public ReadOnlySpan<byte> DescriptionWas;

    /// <summary>The description after.</summary>
    public ReadOnlySpan<byte> DescriptionIs;

    /// <summary>The urgency before; 0 if it does not change.</summary>
    public Urgency UrgencyWas;

    /// <summary>The urgency after; 0 if it does not change.</summary>
    public Urgency UrgencyIs;

    /// <summary>The names of the members that joined, one a line.</summary>
    public ReadOnlySpan<byte> Joined;

    /// <summary>Whether nothing but texts changes.</summary>
    public readonly bool IsTextOnly => UrgencyIs == 0 && Joined.IsEmpty;

    /// <summary>Whether anything changes.</summary>
    public readonly bool IsEmpty => !ChangesTitle && !ChangesDescription && IsTextOnly;
}
