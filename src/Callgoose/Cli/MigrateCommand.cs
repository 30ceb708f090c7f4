using System.CommandLine;
using Callgoose.Configuration;
using Callgoose.Delivery.Configuration;
using Callgoose.Payloads;
using Callgoose.Storage.Moving;
using Callgoose.Storage.Postgres.Connections;
using Callgoose.Storage.Postgres.Moving;
using Callgoose.Storage.Sqlite.Folder;
using Callgoose.Storage.Sqlite.Moving;
using Callgoose.Terminal;

namespace Callgoose.Cli;

/// <summary><c>callgoose migrate</c>: moves all data of a server from a data folder to PostgreSQL, or back.</summary>
internal static class MigrateCommand
{
    private const string Place = "a data folder, or the address of a store in PostgreSQL: postgres://…, env:NAME or file:PATH";

    /// <summary>The timeout of a statement. Each row is read once, and the largest table may take long.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromHours(12);

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var from = new Option<string>("--from") { HelpName = "DIR|STORE", Required = true, Description = $"What is moved: {Place}. Nothing in it is changed.", Validators = { CommonOptions.RefuseBlank } };
        var to = new Option<string>("--to") { HelpName = "DIR|STORE", Required = true, Description = $"Where to, which has to be empty: {Place}.", Validators = { CommonOptions.RefuseBlank } };
        var look = new Option<bool>("--dry-run") { Description = "Say what would be moved, and whether it can be; change nothing." };
        Option<bool> json = CommonOptions.Json();
        var command = new Command(
            "migrate", "Move incidents, tokens and everything else from a data folder to PostgreSQL, or back. Servers on both have to be stopped. Run it again if it was cut off: it goes on.")
        {
            from, to, look, json,
        };
        command.SetAction(async (parsed, _) =>
        {
            string source = parsed.GetValue(from)!;
            string target = parsed.GetValue(to)!;
            bool isLook = parsed.GetValue(look);
            if (IsStore(source) == IsStore(target))
            {
                throw new UsageException(IsStore(source)
                    ? "Both are stores in PostgreSQL: copy one with 'pg_dump -Fc' and 'pg_restore'."
                    : "Both are data folders: copy one with 'callgoose backup' and 'callgoose restore'.");
            }

            InvocationConfiguration console = parsed.InvocationConfiguration;
            await using IMoveSource moved = await OpenSourceAsync(source);
            await using IMoveTarget into = IsStore(target) ? PostgresMoveTarget.Open(Options(target)) : SqliteMoveTarget.Open(target);
            IReadOnlyList<(MovedTable Table, TableDigest Digest)> tables;
            using (var progress = Progress.Start(console.Error))
            {
                var move = new StoreMove(moved, into, progress.Begin);
                tables = isLook ? await move.LookAsync() : await move.RunAsync();
            }

            console.Output.Write(parsed.GetValue(json) ? Json(moved, into, tables, isLook) : Text(tables));
            foreach (string remark in moved.Remarks)
            {
                console.Error.WriteLine($"callgoose: {remark}");
            }

            console.Error.WriteLine(isLook
                ? $"callgoose: {moved.Where} can be moved to {into.Where}. Nothing was changed."
                : $"callgoose: Moved to {into.Where}, and verified: counts and digests of all tables are those of {moved.Where}. Start no server on the old one any more.");
            return ExitCode.Done;
        });
        return command;
    }

    private static bool IsStore(string place) => ConnectionUrl.IsMeant(place) || SettingReference.Parse(place).Kind != SettingPlace.Here;

    private static async Task<IMoveSource> OpenSourceAsync(string place)
    {
        if (IsStore(place))
        {
            return await PostgresMoveSource.OpenAsync(Options(place));
        }

        var folder = DataFolder.Open(CommonOptions.ExistingFolder(place));
        return SqliteMoveSource.Open(folder);
    }

    private static PostgresStoreOptions Options(string place)
    {
        var address = SettingReference.Parse(place);
        return address.FormFault is string fault ? throw new UsageException(fault)
            : new PostgresStoreOptions { Url = StoreAddress.Read(address), Name = "migrate", Patience = Patience };
    }

    private static string Text(IReadOnlyList<(MovedTable Table, TableDigest Digest)> tables)
    {
        var text = new TextTable("TABLE", "ROWS", "DIGEST");
        foreach ((MovedTable table, TableDigest digest) in tables)
        {
            text.Add(table.Name, digest.Rows.ToString(System.Globalization.CultureInfo.InvariantCulture), digest.Text[..16]);
        }

        return text.ToString();
    }

    private static string Json(IMoveSource from, IMoveTarget to, IReadOnlyList<(MovedTable Table, TableDigest Digest)> tables, bool isLook)
    {
        return JsonText.Write(json =>
        {
            json.WriteString("from"u8, from.Where);
            json.WriteString("to"u8, to.Where);
            json.WriteBoolean("moved"u8, !isLook);
            json.WriteStartArray("tables"u8);
            foreach ((MovedTable table, TableDigest digest) in tables)
            {
                json.WriteStartObject();
                json.WriteString("name"u8, table.Name);
                json.WriteNumber("rows"u8, digest.Rows);
                json.WriteString("digest"u8, digest.Text);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("remarks"u8);
            foreach (string remark in from.Remarks)
            {
                json.WriteStringValue(remark);
            }

            json.WriteEndArray();
        }) + "\n";
    }
}
