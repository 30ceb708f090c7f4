using System.Text;

namespace Callgoose.Schema;

/// <summary>Finds what a condition looked at in a payload, so that it can be shown there.</summary>
public static class ConditionPlace
{
    /// <summary>The value of the condition's key, or where its text stands in the raw payload.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="payload">The payload.</param>
    /// <returns>
    /// The bytes of the body. Of a key that is missing, the value of the nearest one; of a text that is not in the payload, where
    /// it stands with other capitals; null if nothing comes near.
    /// </returns>
    public static ByteSpan? Of(ConditionSchema condition, PayloadDocument payload)
    {
        if (condition.IsCatchAll)
        {
            return null;
        }

        if (condition.Operator == ConditionOperator.OneOfLists)
        {
            return condition.Leaves.Select(leaf => Of(leaf, payload)).FirstOrDefault(static place => place is not null);
        }

        if (condition.Key is null)
        {
            return condition.Texts.Select(text => PlaceOf(text, payload)).FirstOrDefault(static place => place is not null);
        }

        return payload.PlaceOf(condition.Key)
            ?? (condition.Operator != ConditionOperator.Absent && NearestKey.Of(condition.Key, payload) is string nearest ? payload.PlaceOf(nearest) : null);
    }

    private static ByteSpan? PlaceOf(string text, PayloadDocument payload)
    {
        string raw = payload.Raw;
        int at = raw.IndexOf(text, StringComparison.Ordinal);
        at = at >= 0 ? at : raw.IndexOf(text, StringComparison.OrdinalIgnoreCase);
        char[] characters = raw.ToCharArray();
        return at < 0 ? null : payload.InBody(new ByteSpan(payload.RawStart + Encoding.UTF8.GetByteCount(characters, 0, at), Encoding.UTF8.GetByteCount(characters, at, text.Length)));
    }
}
