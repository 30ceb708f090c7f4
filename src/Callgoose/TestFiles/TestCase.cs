using Callgoose.Schema;

namespace Callgoose.TestFiles;

/// <summary>One test: a sequence of calls, and the incidents that exist in the end.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Place">Its location in the file.</param>
/// <param name="Calls">The calls.</param>
/// <param name="Incidents">The expectations of each incident, in the order in which they were opened; null to expect nothing.</param>
/// <param name="IncidentsPlace">The location of these in the file.</param>
internal sealed record TestCase(
    string Name, SchemaLocation Place, IReadOnlyList<TestCall> Calls, IReadOnlyList<IReadOnlyList<Expectation>>? Incidents, SchemaLocation IncidentsPlace);
