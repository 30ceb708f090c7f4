using Callgoose.Auth;
using Callgoose.Configuration;
using Callgoose.Http;
using Callgoose.Payloads;
using Callgoose.Refusals;
using Callgoose.Services;
using Callgoose.Storage.Tokens;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Callgoose.Api;

/// <summary><c>/v1/session</c>: signs a browser in with a token, shows who is signed in, and signs out.</summary>
internal sealed class SessionEndpoint(Sessions sessions, LiveSettings settings, RefusedCalls refusals)
{
    /// <summary>Signs in: <c>{"token":"cg_…"}</c>. The answer sets a cookie that every endpoint except the Process API accepts.</summary>
    public async Task BeginAsync(HttpContext context)
    {
        (JsonBody? body, Problem? problem) = await JsonBody.ReadAsync(context, "token");
        string? secret = body?.Text("token")?.Trim();
        problem ??= body!.Problem ?? (SameOrigin.IsForeign(context.Features.GetRequiredFeature<IHttpRequestFeature>()) ? Problems.ForeignOrigin : null);
        ApiToken? token = null;
        string? id = null;
        if (problem is null && secret is not null)
        {
            (id, token) = await sessions.BeginAsync(secret);
        }

        problem ??= id is null ? Problems.TokenNotAccepted : ApiAuthenticator.ScopesOf(token!) == TokenScopes.None ? Problems.TokenCannotSignIn : null;
        if (problem is not null)
        {
            if (id is not null)
            {
                await sessions.EndAsync(id);
            }

            refusals.Note(context.Features, problem, token);
            await ProblemResponse.WriteAsync(context.Features, problem);
            return;
        }

        SessionCookie.Set(context, id!);
        await ShowAsync(context, token!);
    }

    /// <summary>Shows which token is signed in and what it may do.</summary>
    public Task ShowAsync(HttpContext context, ApiToken token) => JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, json =>
    {
        json.WriteString("tokenId"u8, token.Id.ToString());
        json.WriteString("tokenName"u8, token.Name);
        json.WriteString("environment"u8, token.Environment);
        json.WriteString("scopes"u8, ApiAuthenticator.ScopesOf(token).ToText());
        json.WriteTime("expiresAt"u8, token.ExpiresAt);
        json.WriteStartArray("services"u8);
        foreach (Service service in settings.Current.Services.Where(service => TokenReach.Includes(token, service)))
        {
            json.WriteStringValue(service.Name);
        }

        json.WriteEndArray();
    });

    /// <summary>Signs out.</summary>
    public async Task EndAsync(HttpContext context)
    {
        IHttpRequestFeature request = context.Features.GetRequiredFeature<IHttpRequestFeature>();
        if (SessionCookie.Find(request) is string id)
        {
            if (!SameOrigin.IsOurs(request))
            {
                await ProblemResponse.WriteAsync(context.Features, Problems.ForeignOrigin);
                return;
            }

            await sessions.EndAsync(id);
        }

        SessionCookie.Clear(context);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
