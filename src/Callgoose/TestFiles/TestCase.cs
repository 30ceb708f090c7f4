using Callgoose.Schema;

namespace Callgoose.TestFiles;

/// <summary>One test: calls one after the other, and the incidents that there are in the end.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Place">Where it stands in the file.</param>
/// <param name="Calls">The calls.</param>
/// <param name="Incidents">What is expected of each incident, in the order in which they were opened; null to expect nothing.</param>
/// <param name="IncidentsPlace">Where that stands in the file.</param>
internal sealed record TestCase(
    string Name, SchemaLocation Place, IReadOnlyList<TestCall> Calls, IReadOnlyList<IReadOnlyList<Expectation>>? Incidents, SchemaLocation IncidentsPlace);
