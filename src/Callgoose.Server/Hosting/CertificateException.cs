namespace Callgoose.Hosting;

/// <summary>The TLS certificate or its key cannot be used; the message says which file and what to do.</summary>
internal sealed class CertificateException(string message) : Exception(message);
