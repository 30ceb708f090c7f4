using System.Text;
using System.Text.Json;
using Callgoose.Api;
using Callgoose.Incidents;
using Callgoose.Storage;
using Callgoose.Storage.ApiLog;
using Callgoose.Storage.Deliveries;
using Callgoose.Storage.Postgres;
using Callgoose.Storage.Postgres.Connections;
using Callgoose.Storage.Reading;

namespace Callgoose.Cli;

/// <summary>Incidents of a shared store, even while servers run on it. While the command changes incidents it counts as one of the servers.</summary>
internal sealed class SharedIncidents(PostgresStoreOptions options) : IIncidentAccess
{
    private SharedStore? opened;

    /// <inheritdoc/>
    public async Task<JsonElement> ListAsync(IncidentQuery query) => IncidentAnswers.Of(await (await OpenAsync()).Incidents.ListAsync(query));

    /// <inheritdoc/>
    public async Task<JsonElement?> ShowAsync(string id) => IncidentAnswers.Of(
        TimeOrderedId.TryParse(id, out TimeOrderedId incident) ? await (await OpenAsync()).Incidents.FindAsync(incident) : null);

    /// <inheritdoc/>
    public async Task<string?> ExportAsync(string id)
    {
        SharedStore store = await OpenAsync();
        if (!TimeOrderedId.TryParse(id, out TimeOrderedId incident) || await store.Incidents.FindAsync(incident) is not IncidentDetails details)
        {
            return null;
        }

        ApiLogRow? call = details.Timeline is [{ CallId: var opened }, ..] ? await store.ApiLog.FindAsync(opened) : null;
        IReadOnlyList<DeliveryRow> deliveries = await store.Deliveries.ListAsync(new DeliveryQuery { Incident = incident, Limit = PostmortemMarkdown.MaxDeliveries });
        return PostmortemMarkdown.Write(details, deliveries.Reverse(), call is null ? null : Encoding.UTF8.GetString(call.Entry.Body));
    }

    /// <inheritdoc/>
    public async Task<JsonElement?> ActAsync(string id, string action, string? comment)
    {
        // Opened first, because this creates no tables.
        bool delivers = await (await OpenAsync()).DeliversAsync();
        await using IncidentStore store = await PostgresStore.OpenAsync(options with { HasOutbox = delivers }, TimeProvider.System);
        return await IncidentAnswers.ActAsync(store, id, action, comment);
    }

    /// <inheritdoc/>
    public async Task<JsonElement> ChangesAsync(string? service, DateTimeOffset since, int limit) =>
        IncidentAnswers.Of(await (await OpenAsync()).Incidents.ListChangesAsync(IncidentAnswers.Changes(service, since, limit)));

    private async ValueTask<SharedStore> OpenAsync() => opened ??= await SharedStore.OpenAsync(options, TimeProvider.System);
}
