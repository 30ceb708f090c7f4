using System.Text.Json;

namespace Callgoose.EndToEnd.Tests.Delivery;

/// <summary>A received message.</summary>
/// <param name="Line">The request line.</param>
/// <param name="Headers">The headers.</param>
/// <param name="Body">The body.</param>
public sealed record Received(string Line, IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// <summary>The id of the delivery.</summary>
    public string Id => Headers["Idempotency-Key"];

    /// <summary>What happened, in the words of the kind Webhook.</summary>
    public string Event => Data("event").GetProperty("kind").GetString()!;

    /// <summary>The number of the event within its incident.</summary>
    public int Number => Data("event").GetProperty("number").GetInt32();

    /// <summary>Whether it stands for an incident that fired and recovered in the meantime.</summary>
    public bool HasRecovered => Data("event").GetProperty("recovered").GetBoolean();

    /// <summary>The incident's id.</summary>
    public string Incident => Data("incident").GetProperty("id").GetString()!;

    /// <summary>The incident key.</summary>
    public string Key => Data("incident").GetProperty("incidentKey").GetString()!;

    private JsonElement Data(string name) => JsonDocument.Parse(Body).RootElement.GetProperty("data").GetProperty(name);
}
