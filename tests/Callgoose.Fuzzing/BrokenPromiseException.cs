namespace Callgoose.Fuzzing;

/// <summary>The code under test breaks a promise for these bytes.</summary>
internal sealed class BrokenPromiseException(string message) : Exception(message)
{
    /// <summary>Throws unless a promise holds.</summary>
    public static void Unless(bool holds, string promise)
    {
        if (!holds)
        {
            throw new BrokenPromiseException(promise);
        }
    }

    /// <summary>Throws unless two readings are the same.</summary>
    public static void UnlessSame(string what, string expected, string found) =>
        Unless(expected == found, $"{what}\nexpected {expected}\nfound    {found}");
}
