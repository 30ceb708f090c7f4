using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Postgres;

namespace Callgoose.Storage.Tests;

/// <summary>What a TLS connection verifies: the root, the host name, and that TLS is used at all; and the password by SCRAM.</summary>
public sealed class TlsTests : IDisposable
{
    private static readonly DateTimeOffset Yesterday = DateTimeOffset.UtcNow.AddDays(-1);

    private readonly PostgresServer server = new();
    private readonly string folder = Directory.CreateTempSubdirectory("callgoose-tls-").FullName;
    private readonly string url;

    public TlsTests()
    {
        url = server.NewDatabase();
        using X509Certificate2 root = NewRoot("root");
        using X509Certificate2 other = NewRoot("other");
        using X509Certificate2 certificate = NewServer(root);
        File.WriteAllText(Path.Combine(folder, "root.pem"), root.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, "other.pem"), other.ExportCertificatePem());
        server.RequireTls(certificate.ExportCertificatePem(), certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
    }

    [Theory]
    [InlineData("localhost", "verify-full", "root.pem")]
    [InlineData("127.0.0.1", "verify-ca", "root.pem")]
    [InlineData("127.0.0.1", "require", null)]
    [InlineData("127.0.0.1", null, null)]
    public async Task A_certificate_that_is_to_be_trusted_is(string host, string? mode, string? root)
    {
        await using IncidentStore store = await OpenAsync(host, mode, root);
        Assert.True(store.IsHealthy);
        Assert.NotEqual("0", Query("SELECT count(*) FROM pg_stat_ssl s JOIN pg_stat_activity a ON a.pid = s.pid WHERE s.ssl AND a.application_name LIKE 'callgoose %'"));
        Assert.Equal("t", Query("SELECT bool_and(rolpassword LIKE 'SCRAM-SHA-256$%') FROM pg_authid WHERE rolpassword IS NOT NULL"));
    }

    [Theory]
    [InlineData("localhost", "verify-full", "other.pem", "certificate")]
    [InlineData("localhost", "verify-full", null, "certificate")]
    [InlineData("127.0.0.1", "verify-full", "root.pem", "certificate")]
    [InlineData("127.0.0.1", "verify-ca", "other.pem", "certificate")]
    [InlineData("127.0.0.1", "disable", null, "no encryption")]
    public async Task What_is_not_to_be_trusted_is_refused_for_good(string host, string mode, string? root, string reason)
    {
        StoreException refused = await Assert.ThrowsAsync<StoreException>(() => OpenAsync(host, mode, root));
        Assert.False(refused.MayPass, refused.Message);
        Assert.Contains(reason, refused.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_server_without_tls_is_refused_where_it_is_asked_for()
    {
        string plain = PostgresServer.Shared.NewDatabase();
        StoreException refused = await Assert.ThrowsAsync<StoreException>(() => PostgresStore.OpenAsync(PatientPostgres.Options with { Url = plain + "?sslmode=verify-full" }, TimeProvider.System));
        Assert.False(refused.MayPass, refused.Message);
        Assert.Contains("SSL", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_is_refused_for_good()
    {
        string wrong = url.Replace(Uri.EscapeDataString(PostgresServer.Password), "wrong", StringComparison.Ordinal);
        StoreException refused = await Assert.ThrowsAsync<StoreException>(() => PostgresStore.OpenAsync(PatientPostgres.Options with { Url = wrong + "?sslmode=require" }, TimeProvider.System));
        Assert.False(refused.MayPass, refused.Message);
        Assert.Contains("28P01", refused.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        server.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private Task<IncidentStore> OpenAsync(string host, string? mode, string? root)
    {
        string settings = string.Join('&', new[] { mode is null ? null : $"sslmode={mode}", root is null ? null : $"sslrootcert={Uri.EscapeDataString(Path.Combine(folder, root))}" }.OfType<string>());
        return PostgresStore.OpenAsync(PatientPostgres.Options with { Url = $"{url.Replace("127.0.0.1", host, StringComparison.Ordinal)}?{settings}" }, TimeProvider.System);
    }

    /// <summary>Uses <c>psql</c>, which accepts any TLS.</summary>
    private string Query(string sql) => server.Query(url[(url.LastIndexOf('/') + 1)..], sql).Trim();

    private static X509Certificate2 NewRoot(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        return request.CreateSelfSigned(Yesterday, Yesterday.AddDays(30));
    }

    /// <summary>For the name <c>localhost</c>, and for no address.</summary>
    private static X509Certificate2 NewServer(X509Certificate2 root)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        using X509Certificate2 certificate = request.Create(root, Yesterday, Yesterday.AddDays(20), [1, 2, 3, 4]);
        return certificate.CopyWithPrivateKey(key);
    }
}
