using System.CommandLine;
using Callgoose.Auth;
using Callgoose.Configuration;
using Callgoose.Storage.Tokens;
using Callgoose.Storage.Tokens.Signatures;

namespace Callgoose.Cli;

/// <summary><c>callgoose tokens create</c>: prints only the token on standard output.</summary>
internal static class TokensCreateCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var name = new Option<string>("--name") { Required = true, HelpName = "N", Description = "The name of the token: what it is for." };
        var kind = new Option<string?>("--kind") { Description = "Which services its calls are checked against." };
        kind.AcceptOnlyFromAmong("global", "team", "service", "relay");
        var team = new Option<string?>("--team") { HelpName = "T", Description = "The team of a token of kind team; of kind relay the one whose calls it may send." };
        var service = new Option<string?>("--service") { HelpName = "S", Description = "The service of a token of kind service; of kind relay the one whose calls it may send." };
        var scope = new Option<string>("--scope")
        {
            HelpName = "LIST",
            Description = $"What it may do: a list of {TokenScopesText.Known}.",
            DefaultValueFactory = static _ => "process",
        };
        var environment = new Option<string>("--environment")
        {
            HelpName = "E",
            Description = "The environment whose incidents it makes and sees; empty by default.",
            DefaultValueFactory = static _ => string.Empty,
        };
        var expires = new Option<string?>("--expires") { HelpName = "AGE", Description = "When it expires: 30m, 12h, 90d or 2w from now. Never by default." };
        var rate = new Option<string?>("--rate") { HelpName = "RATE", Description = "How many webhooks it may send: 10/s, 600/m, 5000/h or off. By default what limits.tokenRate says." };
        var debug = new Option<bool>("--debug") { Description = "Write its calls to the API log for the next 48 hours." };
        var routingKey = new Option<bool>("--routing-key") { Description = "Print it as a routing key of 32 characters, for tools that page PagerDuty. It may only send." };
        var relay = new Option<bool>("--relay") { Description = "For another server that relays its webhooks here, as --kind relay. It may send those of --environment, which is * for all." };
        var verify = new Option<string?>("--verify") { HelpName = "SCHEME", Description = "Take its webhooks only with a signature: standard-webhooks, github, sentry, grafana, or hmac;header=NAME." };
        var secret = new Option<string[]>("--secret") { HelpName = "REF", Description = "Where the server reads the secret of the signatures: env:NAME or file:/path. May be given several times." };
        var get = new Option<bool>("--allow-get") { Description = "Also accept its webhooks as GET, with the payload in the query, for tools that can send nothing else." };
        var options = new TokenOptions();
        var command = new Command("create", "Create a token and print it. It cannot be shown again.")
        {
            name, kind, team, service, scope, environment, expires, rate, debug, routingKey, relay, verify, secret, get,
        };
        options.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            if (string.IsNullOrWhiteSpace(parsed.GetValue(name)))
            {
                throw new UsageException("--name is blank; say what the token is for.");
            }

            if (!TokenScopesText.TryParse(parsed.GetValue(scope)!, out TokenScopes scopes, out string? unknown))
            {
                throw new UsageException($"--scope has '{unknown}', which is not a scope; write a list of {TokenScopesText.Known}.");
            }

            (TokenKind tokenKind, string? boundTo) = Bind(parsed.GetValue(relay), parsed.GetValue(kind), parsed.GetValue(team), parsed.GetValue(service));
            var wanted = new NewToken
            {
                Name = parsed.GetValue(name)!,
                Kind = tokenKind,
                BoundTo = boundTo,
                Scopes = scopes,
                Environment = parsed.GetValue(environment)!,
                Form = parsed.GetValue(routingKey) ? TokenForm.RoutingKey : TokenForm.Ordinary,
                IsDebugged = parsed.GetValue(debug),
                Rate = parsed.GetValue(rate) is string text ? Rate(text) : null,
                Lifetime = parsed.GetValue(expires) is string age ? Age.Parse(age, "--expires") : null,
                Verification = Verification(parsed.GetValue(verify), parsed.GetValue(secret) ?? []),
                TakesGet = parsed.GetValue(get),
            };
            if (wanted.Fault is string fault)
            {
                throw new UsageException(fault);
            }

            if (!options.IsOnServer(parsed) && (parsed.GetValue(team) ?? parsed.GetValue(service)) is not null)
            {
                RequireKnown(options.Settings(parsed), parsed.GetValue(team), parsed.GetValue(service));
            }

            using ITokenAccess tokens = options.Open(parsed);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(await tokens.CreateAsync(wanted, parsed.GetValue(expires)));
            return ExitCode.Done;
        });
        return command;
    }

    /// <exception cref="UsageException">No service has the name or the team, so the token would have no effect.</exception>
    private static void RequireKnown(ServerSettings settings, string? team, string? service)
    {
        if (KnownServices.Fault(settings.Services, team, service) is string fault)
        {
            throw new UsageException($"{fault} Name the configuration that has it with --config, if it is another one.");
        }
    }

    private static TokenVerification? Verification(string? scheme, string[] secrets)
    {
        if (scheme is null)
        {
            return secrets.Length == 0 ? null : throw new UsageException("--secret is for signatures; say with --verify how webhooks are signed.");
        }

        return TokenVerification.TryCreate(scheme, secrets, out TokenVerification? verification, out string? fault)
            ? verification
            : throw new UsageException($"--verify cannot be taken: {fault}.");
    }

    private static RateLimit Rate(string text) =>
        RateLimit.TryParse(text, out RateLimit rate) ? rate : throw new UsageException($"--rate is '{text}', which is not a rate; {RateLimit.Form}.");

    private static (TokenKind Kind, string? BoundTo) Bind(bool isRelay, string? kind, string? team, string? service)
    {
        if (team is not null && service is not null)
        {
            throw new UsageException("--team and --service exclude each other; a token is bound to one or the other.");
        }

        if (isRelay && kind is not (null or "relay"))
        {
            throw new UsageException($"--relay makes a token of kind relay, and --kind says {kind}; leave one of the two out.");
        }

        kind ??= isRelay ? "relay" : team is not null ? "team" : service is not null ? "service" : "global";
        return kind switch
        {
            "team" => (TokenKind.Team, team ?? throw new UsageException("A token of kind team needs --team.")),
            "service" => (TokenKind.Service, service ?? throw new UsageException("A token of kind service needs --service.")),
            "relay" => (TokenKind.Relay, RelayGrant.BoundTo(team, service)),
            _ when team is null && service is null => (TokenKind.Global, null),
            _ => throw new UsageException("A token of kind global is bound to nothing; leave --team and --service out."),
        };
    }
}
