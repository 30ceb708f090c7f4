using System.Text.Json.Serialization;

namespace Callgoose.StockProduct;

/// <summary>The used members of the guide's payload.</summary>
internal sealed record MonitorPayload(
    string? Status,
    string? Id,
    string? Title,
    string? Description,
    [property: JsonPropertyName("started_at")] DateTimeOffset? StartedAt);
