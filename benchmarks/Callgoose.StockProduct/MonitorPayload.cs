using System.Text.Json.Serialization;

namespace Callgoose.StockProduct;

/// <summary>The guide's payload, as far as it is used.</summary>
internal sealed record MonitorPayload(
    string? Status,
    string? Id,
    string? Title,
    string? Description,
    [property: JsonPropertyName("started_at")] DateTimeOffset? StartedAt);
