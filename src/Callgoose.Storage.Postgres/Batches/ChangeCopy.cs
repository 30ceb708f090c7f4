using Callgoose.Incidents;
using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Postgres.Batches;

/// <summary>What the batch adds to the recorded change of a line: the old values stay, the new values are replaced.</summary>
internal sealed class ChangeCopy(long incident, int number)
{
    public long Incident => incident;

    public int Number => number;

    public byte[]? TitleWas { get; private set; }

    public byte[]? TitleIs { get; private set; }

    /// <summary>Complete, for the first line of an incident that changes its description.</summary>
    public byte[]? DescriptionWas { get; private set; }

    public byte[]? DescriptionIs { get; private set; }

    public Urgency UrgencyWas { get; private set; }

    public Urgency UrgencyIs { get; private set; }

    public byte[]? Joined { get; private set; }

    /// <summary>Merges a later change.</summary>
    /// <param name="line">The change.</param>
    /// <param name="isDescribed">Whether an earlier line of this batch keeps the incident's first description in full.</param>
    public void Merge(in ChangeLine line, bool isDescribed)
    {
        if (line.ChangesTitle)
        {
            TitleWas ??= line.TitleWas.ToArray();
            TitleIs = line.TitleIs.ToArray();
        }

        if (line.ChangesDescription)
        {
            DescriptionWas ??= (isDescribed ? LineTexts.Start(line.DescriptionWas) : line.DescriptionWas).ToArray();
            DescriptionIs = LineTexts.Start(line.DescriptionIs).ToArray();
        }

        (UrgencyWas, UrgencyIs) = UrgencyIs == 0 ? (line.UrgencyWas, line.UrgencyIs) : (UrgencyWas, UrgencyIs);
        Joined ??= line.Joined.IsEmpty ? null : line.Joined.ToArray();
    }
}
