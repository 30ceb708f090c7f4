namespace Callgoose.LoadTest.Contenders;

/// <summary>What the answer to a webhook that opens an incident looks like.</summary>
internal enum AnswerBody
{
    /// <summary>The product's JSON: <c>id</c>, <c>resolved</c>, <c>triggered</c> with <c>created</c>, and one of <c>incidents</c>.</summary>
    Verdict,

    /// <summary>The id that the webhook carried.</summary>
    IncidentKey,

    /// <summary>A text that the contender chooses.</summary>
    Text,

    /// <summary>Nothing.</summary>
    Empty,
}
