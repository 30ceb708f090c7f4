using System.CommandLine;
using System.Globalization;
using Callgoose.Configuration;
using Callgoose.Doctor;
using Callgoose.Payloads;
using Callgoose.Terminal;

namespace Callgoose.Cli;

/// <summary><c>callgoose doctor</c>: finds problems of this machine and this configuration, and suggests remedies.</summary>
internal static class DoctorCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var data = new Option<string?>("--data") { HelpName = "DIR", Description = $"The data folder. Taken from {CommonOptions.DataRule}.", Validators = { CommonOptions.RefuseBlank } };
        Option<string?> config = CommonOptions.Config();
        Option<bool> json = CommonOptions.Json();
        var command = new Command("doctor", "Check data folder or shared store, disk, descriptors, clock, certificate, configuration and destinations, and say what to do. Exit code 1: something is wrong.") { data, config, json };
        command.SetAction(async (parsed, _) =>
        {
            ConfigurationResult configuration = new ConfigurationSources { Variables = EnvironmentSettings.OfProcess(), File = parsed.GetValue(config) }.Load();
            string? store = parsed.GetValue(data) is null && configuration.Settings.Store is { } named ? StoreAddress.Read(named) : null;
            IReadOnlyList<Finding> findings = await Examination.RunAsync(configuration, parsed.GetValue(data) ?? configuration.Settings.DataFolder, store);
            parsed.InvocationConfiguration.Output.Write(parsed.GetValue(json) ? Json(findings) : Text(findings, Style.OfOutput));
            return findings.Any(static one => one.Verdict == Verdict.Bad) ? ExitCode.Failed : ExitCode.Done;
        });
        return command;
    }

    private static string Text(IReadOnlyList<Finding> findings, Style style) => string.Concat(findings.Select(one =>
    {
        string mark = one.Verdict switch { Verdict.Good => style.Good("ok  "), Verdict.Doubtful => style.Strong("look"), _ => style.Bad("bad ") };
        string advice = one.Advice is null ? string.Empty : $"      {TerminalText.Line(one.Advice)}\n";
        return string.Create(CultureInfo.InvariantCulture, $"{mark}  {one.Subject}: {TerminalText.Line(one.What)}\n{advice}");
    }));

    private static string Json(IReadOnlyList<Finding> findings) => JsonText.Write(json =>
    {
        json.WriteStartArray("findings"u8);
        foreach (Finding one in findings)
        {
            json.WriteStartObject();
            json.WriteString("subject"u8, one.Subject);
            json.WriteString("verdict"u8, one.Verdict switch { Verdict.Good => "ok", Verdict.Doubtful => "look", _ => "bad" });
            json.WriteString("what"u8, one.What);
            json.WriteString("advice"u8, one.Advice);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }) + "\n";
}
