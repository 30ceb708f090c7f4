using Callgoose.Auth;
using Callgoose.Http;
using Callgoose.Incidents;
using Callgoose.Payloads;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Callgoose.Doors.Prometheus;

/// <summary>
/// The API v2 of Alertmanager as Prometheus uses it: <c>POST /api/v2/alerts</c>. A Prometheus server is configured with this server as its
/// Alertmanager. The integration <c>PrometheusServer</c> defines what an alert means.
/// </summary>
internal sealed class PrometheusDoor : IDoor
{
    /// <summary>The path, which Prometheus appends to the address of its Alertmanager. The API router answers <c>GET</c>.</summary>
    public const string Path = "/api/v2/alerts";

    /// <summary>The refusal of alerts that would have no effect. The sender must learn that.</summary>
    private static readonly Problem Unheard = new(
        400, "unheard", "No service takes it", "No service in reach of the token has the integration 'PrometheusServer'; add it to 'integrations' of the service.");

    /// <summary>One text for every cause: it must not reveal which tokens exist.</summary>
    private const string WhereTheTokenStands = "Could not authenticate: send a token with the scope 'process' as 'authorization: credentials', or as the password of 'basic_auth'.";

    private PrometheusDoor()
    {
    }

    /// <summary>The only instance.</summary>
    public static PrometheusDoor Instance { get; } = new();

    /// <inheritdoc/>
    public string Name => "prometheus";

    /// <inheritdoc/>
    public bool Takes(string method, string path) => path == Path && !RequestMethod.IsGet(method) && !RequestMethod.IsHead(method);

    /// <inheritdoc/>
    public Problem? RefusalOf(string method) => RequestMethod.IsPost(method) ? null : Problems.MethodNotAllowed("GET, HEAD, POST");

    /// <inheritdoc/>
    public ReadOnlySpan<char> FindToken(IHttpRequestFeature request, Span<char> buffer) => PresentedToken.Find(request, buffer);

    /// <inheritdoc/>
    public Problem? TakeHead(IHttpRequestFeature request, IncomingCall call)
    {
        call.Source = call.Text.Append("PrometheusServer"u8);
        DeliveryId.Take(request, call);
        return HopCount.Take(request, call);
    }

    /// <inheritdoc/>
    public Problem? TakeBody(IHttpRequestFeature request, IncomingCall call, out PayloadForm form)
    {
        form = PayloadForm.Json;
        PayloadError error = JsonMembers.Check(call.Body, out _);
        return error.IsNone ? PostedAlerts.Complete(call) : Problems.InvalidPayload(error, call.Body.Written);
    }

    /// <inheritdoc/>
    public int StatusOf(IncomingCall call) =>
        call.AnyFilterPassed || call.IsSourceKnown ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;

    /// <inheritdoc/>
    public void Answer(IFeatureCollection features, IncomingCall call) =>
        DoorAnswer.Write(features, StatusOf(call), StatusOf(call) == StatusCodes.Status200OK ? default : Text(Unheard));

    /// <inheritdoc/>
    public Task RefuseAsync(IFeatureCollection features, Problem problem)
    {
        if (problem.Status == StatusCodes.Status401Unauthorized)
        {
            features.GetRequiredFeature<IHttpResponseFeature>().Headers.WWWAuthenticate = "Bearer, Basic realm=\"callgoose\"";
        }

        DoorAnswer.Refuse(features, problem, problem.Status, Text(problem));
        return Task.CompletedTask;
    }

    private static byte[] Text(Problem problem) => DoorAnswer.Object(json =>
    {
        json.WriteNumber("code"u8, problem.Status);
        json.WriteString("message"u8, problem == Problems.Unauthorized ? WhereTheTokenStands : DoorAnswer.DetailOf(problem));
    });
}
