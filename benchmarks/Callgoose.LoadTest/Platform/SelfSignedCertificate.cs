using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Callgoose.LoadTest.Platform;

/// <summary>A certificate for this machine that only a benchmark trusts.</summary>
internal static class SelfSignedCertificate
{
    /// <summary>Writes it and its key as PEM.</summary>
    public static void Write(string certificateFile, string keyFile)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(7));
        File.WriteAllText(certificateFile, certificate.ExportCertificatePem());
        File.WriteAllText(keyFile, key.ExportPkcs8PrivateKeyPem());
        File.SetUnixFileMode(keyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }
}
