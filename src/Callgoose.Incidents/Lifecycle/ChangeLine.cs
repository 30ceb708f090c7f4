namespace Callgoose.Incidents;

/// <summary>The changes of a line <see cref="TransitionKind.Updated"/>, for writing. Texts are UTF-8; unchanged values are empty or 0.</summary>
public ref struct ChangeLine
{
    /// <summary>The maximum length of a description that a line keeps, in bytes.</summary>
    public const int MaxDescriptionBytes = 2048;

    /// <summary>True if the title changes.</summary>
    public bool ChangesTitle;

    /// <summary>The title before.</summary>
    public ReadOnlySpan<byte> TitleWas;

    /// <summary>The title after.</summary>
    public ReadOnlySpan<byte> TitleIs;

    /// <summary>True if the description changes.</summary>
    public bool ChangesDescription;

    /// <summary>The description before.</summary>
    public ReadOnlySpan<byte> DescriptionWas;

    /// <summary>The description after.</summary>
    public ReadOnlySpan<byte> DescriptionIs;

    /// <summary>The urgency before; 0 if it does not change.</summary>
    public Urgency UrgencyWas;

    /// <summary>The urgency after; 0 if it does not change.</summary>
    public Urgency UrgencyIs;

    /// <summary>The names of the members that joined, one per line.</summary>
    public ReadOnlySpan<byte> Joined;

    /// <summary>True if only texts change.</summary>
    public readonly bool IsTextOnly => UrgencyIs == 0 && Joined.IsEmpty;

    /// <summary>True if nothing changes.</summary>
    public readonly bool IsEmpty => !ChangesTitle && !ChangesDescription && IsTextOnly;
}
