using System.Text;
using Callgoose.Auth;
using Callgoose.Configuration;
using Callgoose.Http;
using Callgoose.Incidents;
using Callgoose.Storage;
using Callgoose.Storage.ApiLog;
using Callgoose.Storage.Deliveries;
using Callgoose.Storage.Reading;
using Callgoose.Storage.Tokens;
using Callgoose.Threads;
using Microsoft.AspNetCore.Http;

namespace Callgoose.Api;

/// <summary><c>GET /v1/incidents/{id}/export</c>: an incident as a Markdown document, for a token that may see it.</summary>
internal sealed class ExportEndpoint(IServerStorage storage, LiveSettings settings, LongWork longWork)
{
    /// <summary>Answers with the document.</summary>
    public async Task ShowAsync(HttpContext context, ApiToken token, string id)
    {
        // Senders decide how long the texts are.
        await longWork.TurnAsync();
        IncidentDetails? details = TimeOrderedId.TryParse(id, out TimeOrderedId parsed) ? await storage.Incidents.FindAsync(parsed) : null;
        if (details is null || !TokenReach.Includes(token, details.Incident, settings.Current.Services))
        {
            await ProblemResponse.WriteAsync(context.Features, Problems.IncidentNotFound);
            return;
        }

        IReadOnlyList<DeliveryRow> deliveries = await storage.Deliveries.ListAsync(new DeliveryQuery { Incident = parsed, Limit = PostmortemMarkdown.MaxDeliveries });
        byte[] document = Encoding.UTF8.GetBytes(PostmortemMarkdown.Write(details, deliveries.Reverse(), await FindBodyAsync(token, details)));
        context.Response.ContentType = "text/markdown; charset=utf-8";
        context.Response.ContentLength = document.Length;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"incident-{parsed}.md\"";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        await context.Response.BodyWriter.WriteAsync(document);
    }

    /// <summary>Returns the body of the call that opened the incident, if the token may see that call in the API log.</summary>
    private async ValueTask<string?> FindBodyAsync(ApiToken token, IncidentDetails details)
    {
        using IApiLogReader log = storage.OpenApiLog();
        return details.Timeline is [{ CallId: var call }, ..] && await log.FindAsync(call) is ApiLogRow row && LogsEndpoint.Sees(token, row.Entry)
            ? Encoding.UTF8.GetString(row.Entry.Body)
            : null;
    }
}
