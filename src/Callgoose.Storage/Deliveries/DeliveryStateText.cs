namespace Callgoose.Storage.Deliveries;

/// <summary>Delivery states as answers and the command line write them.</summary>
public static class DeliveryStateText
{
    /// <summary>The written forms of all states.</summary>
    public static IReadOnlyList<string> All { get; } = ["waiting", "delivered", "dead", "skipped", "merged", "digested", "unrouted"];

    /// <summary>The written form.</summary>
    public static string ToText(this DeliveryState state) => All[(int)state - 1];

    /// <summary>Reads a written form.</summary>
    public static DeliveryState? Parse(string text)
    {
        for (int i = 0; i < All.Count; i++)
        {
            if (All[i] == text)
            {
                return (DeliveryState)(i + 1);
            }
        }

        return null;
    }
}
