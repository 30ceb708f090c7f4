using Callgoose.Doors;
using Callgoose.Http;
using Callgoose.Incidents;
using Microsoft.AspNetCore.Http.Features;

namespace Callgoose.Server.Tests.Ingest;

/// <summary>The Process API under a name that no counter has: a defect that a new door may bring.</summary>
internal sealed class UncountedDoor : IDoor
{
    private static readonly ProcessDoor Real = ProcessDoor.Instance;

    public string Name => "uncounted";

    public bool Takes(string method, string path) => true;

    public ReadOnlySpan<char> FindToken(IHttpRequestFeature request, Span<char> buffer) => Real.FindToken(request, buffer);

    public Problem? TakeHead(IHttpRequestFeature request, IncomingCall call) => Real.TakeHead(request, call);

    public Problem? TakeBody(IHttpRequestFeature request, IncomingCall call, out PayloadForm form) => Real.TakeBody(request, call, out form);

    public int StatusOf(IncomingCall call) => Real.StatusOf(call);

    public void Answer(IFeatureCollection features, IncomingCall call) => Real.Answer(features, call);

    public Task RefuseAsync(IFeatureCollection features, Problem problem) => Real.RefuseAsync(features, problem);
}
