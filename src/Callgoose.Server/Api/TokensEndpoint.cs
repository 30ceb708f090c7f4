using Callgoose.Configuration;
using Callgoose.Http;
using Callgoose.Incidents;
using Callgoose.Storage;
using Callgoose.Storage.Tokens;
using Microsoft.AspNetCore.Http;

namespace Callgoose.Api;

/// <summary><c>/v1/tokens</c>: creates, lists, regenerates, debugs and revokes tokens (ProcessApi.md 8).</summary>
/// <remarks>
/// A token of the unnamed environment manages the tokens of every environment. A token of a named environment manages only those of its own, so that it
/// cannot create access to another environment. Only global tokens manage tokens: a token that is bound to a service could otherwise create one that is not.
/// </remarks>
internal sealed class TokensEndpoint(IServerStorage storage, LiveSettings settings, TimeProvider clock)
{
    /// <summary>Whether a token may manage the tokens of an environment.</summary>
    public static bool Manages(ApiToken admin, string environment) => admin.Environment.Length == 0 || admin.Environment == environment;

    /// <summary>Creates a token. Only this answer shows its secret.</summary>
    public async Task CreateAsync(HttpContext context, ApiToken admin)
    {
        (JsonBody? body, Problem? problem) = await JsonBody.ReadAsync(context, NewTokenReader.Members);
        NewToken? wanted = null;
        problem ??= Refusal(admin) ?? NewTokenReader.Read(body!, admin, settings.Current.Services, out wanted);
        if (problem is not null)
        {
            await ProblemResponse.WriteAsync(context.Features, problem);
            return;
        }

        using ITokenStore tokens = storage.OpenTokens();
        (ApiToken token, string secret) = await tokens.CreateAsync(wanted!);
        await WriteAsync(context, StatusCodes.Status201Created, token, secret);
    }

    /// <summary>Lists the tokens that the caller manages.</summary>
    public async Task ListAsync(HttpContext context, ApiToken admin)
    {
        if (Refusal(admin) is Problem problem)
        {
            await ProblemResponse.WriteAsync(context.Features, problem);
            return;
        }

        using ITokenStore tokens = storage.OpenTokens();
        ApiToken[] managed = [.. (await tokens.ListAsync()).Where(token => Manages(admin, token.Environment))];
        await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, json =>
        {
            json.WriteStartArray("tokens"u8);
            foreach (ApiToken token in managed)
            {
                json.WriteStartObject();
                TokenJson.WriteMembers(json, token, Now);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
    }

    /// <summary>Revokes a token for good.</summary>
    public Task RevokeAsync(HttpContext context, ApiToken admin, string id) => ChangeAsync(context, admin, id, async (tokens, token) =>
    {
        if (!await tokens.RevokeAsync(token))
        {
            await ProblemResponse.WriteAsync(context.Features, Problems.TokenNotFound);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
    });

    /// <summary>Gives a token a new secret. Only this answer shows it.</summary>
    public Task RegenerateAsync(HttpContext context, ApiToken admin, string id) => ChangeAsync(context, admin, id, async (tokens, token) =>
        await (await tokens.RegenerateAsync(token) is string secret
            ? WriteAsync(context, StatusCodes.Status200OK, (await tokens.ListAsync()).First(known => known.Id == token), secret)
            : ProblemResponse.WriteAsync(context.Features, Problems.TokenNotFound)));

    /// <summary>Turns a token's debug switch on or off.</summary>
    public async Task DebugAsync(HttpContext context, ApiToken admin, string id)
    {
        (JsonBody? body, Problem? problem) = await JsonBody.ReadAsync(context, "on");
        bool on = body?.Flag("on") ?? false;
        problem ??= body!.Problem;
        await (problem is not null
            ? ProblemResponse.WriteAsync(context.Features, problem)
            : ChangeAsync(context, admin, id, async (tokens, token) => await (await tokens.SetDebugAsync(token, on) is ApiToken changed
                ? WriteAsync(context, StatusCodes.Status200OK, changed, null)
                : ProblemResponse.WriteAsync(context.Features, Problems.TokenNotFound))));
    }

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    private static Problem? Refusal(ApiToken admin) => admin.Kind == TokenKind.Global ? null : Problems.ForbiddenToBoundTokens;

    private async Task ChangeAsync(HttpContext context, ApiToken admin, string id, Func<ITokenStore, TimeOrderedId, Task> change)
    {
        Problem? problem = Refusal(admin);
        if (problem is null)
        {
            using ITokenStore tokens = storage.OpenTokens();
            if (TimeOrderedId.TryParse(id, out TimeOrderedId token)
                && (await tokens.ListAsync()).Any(known => known.Id == token && known.RevokedAt is null && Manages(admin, known.Environment)))
            {
                await change(tokens, token);
                return;
            }

            problem = Problems.TokenNotFound;
        }

        await ProblemResponse.WriteAsync(context.Features, problem);
    }

    private Task WriteAsync(HttpContext context, int status, ApiToken token, string? secret) => JsonAnswer.WriteAsync(context, status, json =>
    {
        TokenJson.WriteMembers(json, token, Now);
        if (secret is not null)
        {
            json.WriteString("token"u8, secret);
        }
    });
}
