using Callgoose.Auth;
using Callgoose.Configuration;
using Callgoose.Http;
using Callgoose.Storage.Tokens;
using Microsoft.AspNetCore.Http.Features;

namespace Callgoose.Refusals;

/// <summary>
/// The newest refused calls. If no token was accepted, no other log has them. They are kept in memory only, until the process ends, and
/// never contain a token or a body.
/// </summary>
/// <remarks>
/// A flood of refused calls stays cheap: beyond <see cref="PerSecond"/> in a second, calls are only counted.
/// </remarks>
internal sealed class RefusedCalls(LiveSettings settings, TimeProvider clock)
{
    /// <summary>The maximum number of entries; the one that was updated longest ago is removed first.</summary>
    public const int MaxLines = 200;

    /// <summary>The maximum number of calls per second that are recorded.</summary>
    public const int PerSecond = 20;

    private const int MaxUrlLength = 300;

    private readonly Lock gate = new();
    private readonly List<RefusedCall> lines = [];
    private long second;
    private int inSecond;
    private long leftOut;

    /// <summary>How many calls were only counted, because too many arrived at once.</summary>
    public long LeftOut
    {
        get
        {
            lock (gate)
            {
                return leftOut;
            }
        }
    }

    /// <summary>Records a call.</summary>
    /// <param name="features">The request.</param>
    /// <param name="problem">Why it was refused.</param>
    /// <param name="token">The accepted token; null if there was none.</param>
    public void Note(IFeatureCollection features, Problem problem, ApiToken? token)
    {
        long now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        if (!IsLookedAt(now))
        {
            return;
        }

        IHttpRequestFeature request = features.GetRequiredFeature<IHttpRequestFeature>();
        string url = UrlMask.Apply(request.Path, request.QueryString);
        var call = new RefusedCall(
            problem.Type, problem.Status, problem.Detail, RequestOrigin.Of(features, settings.Current.BehindProxy).Address, token?.Name, token?.Environment,
            request.Method, url.Length <= MaxUrlLength ? url : url[..MaxUrlLength], 1, now, now);
        lock (gate)
        {
            int same = lines.FindIndex(one => one.Type == call.Type && PathOf(one.Url) == PathOf(call.Url) && one.RemoteAddress == call.RemoteAddress && one.TokenName == call.TokenName && one.Environment == call.Environment);
            if (same >= 0)
            {
                call = call with { Count = lines[same].Count + 1, FirstAt = lines[same].FirstAt };
                lines.RemoveAt(same);
            }
            else if (lines.Count == MaxLines)
            {
                lines.RemoveAt(0);
            }

            lines.Add(call);
        }
    }

    /// <summary>Lists the entries, newest first.</summary>
    /// <param name="environment">Selects one environment; empty for all, including calls without a token.</param>
    public IReadOnlyList<RefusedCall> List(string environment)
    {
        lock (gate)
        {
            return [.. lines.Where(one => environment.Length == 0 || one.Environment == environment).Reverse()];
        }
    }

    private static string PathOf(string url) => url.Split('?')[0];

    private bool IsLookedAt(long now)
    {
        lock (gate)
        {
            if (now / 1000 != second)
            {
                (second, inSecond) = (now / 1000, 0);
            }

            if (++inSecond <= PerSecond)
            {
                return true;
            }

            leftOut++;
            return false;
        }
    }
}
