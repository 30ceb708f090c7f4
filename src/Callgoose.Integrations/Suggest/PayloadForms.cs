namespace Callgoose.Suggest;

/// <summary>Groups payloads by their form: a tool may send several forms, each with its own keys.</summary>
internal static class PayloadForms
{
    /// <summary>The minimum share of common keys for two payloads of the same form.</summary>
    private const double Alike = 0.6;

    /// <summary>The maximum number of forms; payloads of further ones join the most similar form.</summary>
    private const int MaxForms = 8;

    /// <summary>The payloads of each form, by their indexes in the list.</summary>
    public static IReadOnlyList<IReadOnlyList<int>> Of(IReadOnlyList<FlatPayload> payloads)
    {
        var forms = new List<List<int>>();
        for (int i = 0; i < payloads.Count; i++)
        {
            List<int>? nearest = Nearest(forms, i);
            if (nearest is not null && (forms.Count == MaxForms || Similarity(nearest, i) >= Alike))
            {
                nearest.Add(i);
            }
            else
            {
                forms.Add([i]);
            }
        }

        // A form with only ends or acknowledgements is merged into a form with beginnings.
        foreach (List<int> ends in forms.Where(form => !Begins(form)).ToArray())
        {
            if (Nearest([.. forms.Where(Begins)], ends[0]) is List<int> begins)
            {
                begins.AddRange(ends);
                forms.Remove(ends);
            }
        }

        return forms;

        bool Begins(List<int> form) => StatusChoice.Find([.. form.Select(i => payloads[i])]) is { Key: null } or { Open.Count: > 0 };

        List<int>? Nearest(IReadOnlyList<List<int>> among, int payload) => among.MaxBy(form => Similarity(form, payload));

        double Similarity(List<int> form, int payload) => form.Max(other =>
        {
            int common = payloads[other].Values.Keys.Count(payloads[payload].Values.ContainsKey);
            int all = payloads[other].Values.Count + payloads[payload].Values.Count - common;
            return all == 0 ? 1 : (double)common / all;
        });
    }
}
