using System.Text;

namespace Callgoose.Schema;

/// <summary>Finds the part of a payload that a condition evaluates, so that it can be shown there.</summary>
public static class ConditionPlace
{
    /// <summary>The value of the condition's key, or the place of its text in the raw payload.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="payload">The payload.</param>
    /// <returns>
    /// The bytes of the body. For a missing key: the value of the most similar key. For a missing text: the same text in another case. Null
    /// if nothing is similar.
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
