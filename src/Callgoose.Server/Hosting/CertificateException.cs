namespace Callgoose.Hosting;

/// <summary>The TLS certificate or its key cannot be used. The message names the file and the remedy.</summary>
internal sealed class CertificateException(string message) : Exception(message);
