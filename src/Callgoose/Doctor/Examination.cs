using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using Callgoose.Auth;
using Callgoose.Catalog;
using Callgoose.Configuration;
using Callgoose.Delivery.Configuration;
using Callgoose.Delivery.Sending;
using Callgoose.Hosting;

namespace Callgoose.Doctor;

/// <summary>Checks everything that a server needs from its machine and its configuration. Changes nothing, apart from a small file that it removes again.</summary>
internal static class Examination
{
    /// <summary>A certificate that expires within so many days is reported: enough time to find out why nobody renewed it.</summary>
    private const int DaysBeforeEnd = 14;

    /// <summary>The release date of this version. A clock before it is wrong.</summary>
    private static readonly DateTimeOffset Released = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Runs all checks.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="folder">The data folder.</param>
    /// <param name="store">The address of the shared store that replaces it; null for none.</param>
    public static async Task<IReadOnlyList<Finding>> RunAsync(ConfigurationResult configuration, string folder, string? store) =>
    [
        .. OfConfiguration(configuration),
        .. store is null ? FolderExamination.Run(folder) : await StoreExamination.RunAsync(store),
        OfDescriptors(configuration.Settings.Limits.Connections),
        OfClock(),
        .. OfCertificate(configuration.Settings),
        .. configuration.Problems.Count == 0 ? OfDestinations(configuration.Settings.Delivery) : [],
    ];

    private static IEnumerable<Finding> OfConfiguration(ConfigurationResult configuration)
    {
        string where = configuration.File ?? "no file: the defaults apply";
        yield return configuration.Problems.Count == 0
            ? new Finding("configuration", Verdict.Good, where)
            : new Finding("configuration", Verdict.Bad, $"{where}: {SecretMask.Apply(configuration.Problems[0].ToString())}{(configuration.Problems.Count > 1 ? $" And {configuration.Problems.Count - 1} more." : string.Empty)}", "Run 'callgoose check' for all of them; no server starts with it.");
        foreach (InputProblem warning in configuration.Warnings)
        {
            yield return new Finding("configuration", Verdict.Doubtful, SecretMask.Apply(warning.ToString()));
        }
    }

    private static Finding OfDescriptors(int connections)
    {
        long room = DescriptorLimit.Connections(out long descriptors);
        string what = string.Create(CultureInfo.InvariantCulture, $"this process may have {descriptors} files open; limits.connections is {connections}");
        return room >= connections
            ? new Finding("descriptors", Verdict.Good, what)
            : new Finding("descriptors", Verdict.Doubtful, what, "Fewer connections are served at once than configured: raise LimitNOFILE of the service (ulimit -n in a shell), or lower limits.connections.");
    }

    private static Finding OfClock()
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        string what = string.Create(CultureInfo.InvariantCulture, $"{now.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC");
        return now < Released
            ? new Finding("clock", Verdict.Bad, what, "That is before this version was released. Set the clock and keep it synchronized (timedatectl set-ntp true): expiries, maintenance and certificates depend on it.")
            : new Finding("clock", Verdict.Good, what);
    }

    private static IEnumerable<Finding> OfCertificate(ServerSettings settings)
    {
        if (settings.TlsCertificate is not string certificate || settings.TlsKey is not string key)
        {
            yield break;
        }

        Finding found;
        try
        {
            using X509Certificate2 own = CertificateFiles.Load(certificate, key).TargetCertificate;
            double days = (own.NotAfter.ToUniversalTime() - DateTime.UtcNow).TotalDays;
            string what = string.Create(CultureInfo.InvariantCulture, $"{certificate} is valid until {own.NotAfter.ToUniversalTime():yyyy-MM-dd}");
            found = days < 0 ? new Finding("certificate", Verdict.Bad, $"{certificate} ended on {own.NotAfter.ToUniversalTime():yyyy-MM-dd}", "Renew it; the server takes a new one without a restart.")
                : days < DaysBeforeEnd ? new Finding("certificate", Verdict.Doubtful, what, "It ends soon: see why it was not renewed.")
                : new Finding("certificate", Verdict.Good, what);
        }
        catch (CertificateException e)
        {
            found = new Finding("certificate", Verdict.Bad, e.Message, "No server starts with it.");
        }

        yield return found;
    }

    private static IEnumerable<Finding> OfDestinations(DeliverySettings delivery)
    {
        foreach (DestinationSettings one in delivery.Destinations)
        {
            yield return new Destination(one).Fault is not string fault
                ? new Finding($"destination {one.Name}", Verdict.Good, $"{one.Kind.Name}, complete", null)
                : IsMissingHere(one)
                    ? new Finding(
                        $"destination {one.Name}",
                        Verdict.Doubtful,
                        fault,
                        "That is where 'doctor' runs; a service has an environment and credentials of its own. 'callgoose destinations list' with --url and --token asks the server what it has.")
                    : new Finding($"destination {one.Name}", Verdict.Bad, fault, "Nothing is delivered there until this is fixed; its deliveries wait.");
        }
    }

    /// <summary>Whether something is missing that a server may have all the same: a variable of its environment, or a file that its service manager hands only to it.</summary>
    private static bool IsMissingHere(DestinationSettings destination) =>
        destination.Values.OfType<SettingReference>().Concat(destination.Secrets).Append(destination.Proxy)
            .Any(static one => one is not null && (one.Kind == SettingPlace.Variable || (one.Kind == SettingPlace.File && one.Text.StartsWith("/run/", StringComparison.Ordinal))) && !one.TryRead(out _, out _));
}
