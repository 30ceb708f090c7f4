using System.Security.Cryptography;
using System.Text;
using Callgoose.StockProduct;

// Arguments: --urls ADDRESS --token TOKEN, and --database FILE for SQLite or --postgres CONNECTION
WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
builder.Services.ConfigureHttpJsonOptions(
    static options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, StockProductJson.Default));
using IIncidentDatabase incidents = builder.Configuration["postgres"] is string connection
    ? new PostgresIncidentDatabase(connection)
    : new SqliteIncidentDatabase(Required("database"));
byte[] tokenHash = SHA256.HashData(Encoding.UTF8.GetBytes(Required("token")));

WebApplication app = builder.Build();
app.MapPost("/v1/process", async (HttpRequest request, MonitorPayload payload, string? from) =>
{
    if (!IsAuthorized(request))
    {
        return Results.Unauthorized();
    }

    var call = Guid.CreateVersion7();
    if (payload.Status?.Contains("Started", StringComparison.Ordinal) == true)
    {
        (Guid incident, bool created) = await incidents.TriggerAsync(
            call, payload.Id, Title(from, payload.Title), payload.Description ?? "", payload.StartedAt);
        var answer = new ProcessAnswer(call, new(false, false), new(!created, created), [incident]);
        return Results.Json(answer, StockProductJson.Default.ProcessAnswer, statusCode: created ? 201 : 200);
    }

    if (payload.Status?.Contains("Resolved", StringComparison.Ordinal) == true)
    {
        IReadOnlyList<Guid> resolved = await incidents.ResolveAsync(payload.Id);
        var answer = new ProcessAnswer(call, new(false, resolved.Count > 0), new(false, false), resolved);
        return Results.Json(answer, StockProductJson.Default.ProcessAnswer);
    }

    return Results.Json(new(call, "no_filter_matched"), StockProductJson.Default.NoEffectAnswer, statusCode: 202);
});
app.MapGet("/v1/incidents/count", async () => Results.Text($"{await incidents.CountAsync()}"));
await app.RunAsync();

string Required(string name) =>
    builder.Configuration[name] ?? throw new InvalidOperationException($"--{name} is missing.");

bool IsAuthorized(HttpRequest request) =>
    request.Headers["X-Callgoose-Auth"].FirstOrDefault() is string token
    && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(token)), tokenHash);

static string Title(string? from, string? title) => (from, title) switch
{
    (not null, not null) => $"{from} - {title}",
    (null, not null) => title,
    _ => $"Incident from {from ?? "unknown source"}",
};
