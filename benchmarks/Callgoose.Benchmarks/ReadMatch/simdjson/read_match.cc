// The work of the read-match benchmarks with simdjson: the whole body checked, key, title, description and time taken
// out, both filters run. Driven over stdin by the benchmark program, so that it takes turns with the others:
//
//   read_match FILE...
//   show MODE INDEX      prints the verdict on one file; line ends in its texts as \n
//   time MODE COUNT      goes over the files COUNT times, prints the nanoseconds of processor time for one file
//
// MODE is dom or ondemand. The bodies are padded as simdjson wants them before anything is timed.
#include <simdjson.h>

#include <time.h>

#include <cstdio>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

namespace {

struct Fields {
  std::string_view status, id, title, description, started_at, resolved_at;
};

struct Verdict {
  bool accepted = false, triggers = false, resolves = false;
  std::string_view key, title, description, occurred_at;
};

std::string_view* Slot(Fields& fields, std::string_view name) {
  switch (name.size()) {
    case 2: return name == "id" ? &fields.id : nullptr;
    case 5: return name == "title" ? &fields.title : nullptr;
    case 6: return name == "status" ? &fields.status : nullptr;
    case 10: return name == "started_at" ? &fields.started_at : nullptr;
    case 11: return name == "description" ? &fields.description : name == "resolved_at" ? &fields.resolved_at : nullptr;
    default: return nullptr;
  }
}

Verdict Match(const Fields& fields) {
  Verdict verdict;
  verdict.accepted = true;
  verdict.triggers = fields.status.find("Started") != std::string_view::npos;
  verdict.resolves = fields.status.find("Resolved") != std::string_view::npos;
  if (verdict.triggers) {
    verdict.key = fields.id;
    verdict.title = fields.title;
    verdict.description = fields.description;
    verdict.occurred_at = fields.started_at;
  } else if (verdict.resolves) {
    verdict.key = fields.id;
    verdict.occurred_at = fields.resolved_at;
  }
  return verdict;
}

Verdict ByDom(simdjson::dom::parser& parser, const simdjson::padded_string& body) {
  simdjson::dom::element root;
  if (parser.parse(body).get(root) != simdjson::SUCCESS) return {};
  Fields fields;
  simdjson::dom::object object;
  if (root.get(object) == simdjson::SUCCESS) {
    for (auto member : object) {
      if (auto* slot = Slot(fields, member.key)) {
        std::string_view text;
        *slot = member.value.get(text) == simdjson::SUCCESS ? text : std::string_view();
      }
    }
  }
  return Match(fields);
}

// What is passed over is not checked fully: simdjson's on-demand reader looks only at what is asked for.
Verdict ByOnDemand(simdjson::ondemand::parser& parser, const simdjson::padded_string& body) {
  simdjson::ondemand::document document;
  if (parser.iterate(body).get(document) != simdjson::SUCCESS) return {};
  Fields fields;
  simdjson::ondemand::object object;
  if (document.get_object().get(object) != simdjson::SUCCESS) return {};
  for (auto result : object) {
    simdjson::ondemand::field field;
    std::string_view name;
    if (std::move(result).get(field) != simdjson::SUCCESS || field.unescaped_key().get(name) != simdjson::SUCCESS) return {};
    if (auto* slot = Slot(fields, name)) {
      std::string_view text;
      if (field.value().get_string().get(text) == simdjson::SUCCESS) *slot = text;
    }
  }
  if (document.current_location().error() != simdjson::OUT_OF_BOUNDS) return {};
  return Match(fields);
}

double ThreadNanoseconds() {
  timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e9 + static_cast<double>(now.tv_nsec);
}

std::string Line(std::string_view text) {
  std::string line;
  for (char c : text) line += c == '\n' ? std::string("\\n") : std::string(1, c);
  return line;
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<simdjson::padded_string> bodies;
  for (int i = 1; i < argc; i++) {
    simdjson::padded_string body;
    if (simdjson::padded_string::load(argv[i]).get(body) != simdjson::SUCCESS) {
      std::fprintf(stderr, "cannot read %s\n", argv[i]);
      return 1;
    }
    bodies.push_back(std::move(body));
  }

  std::printf(
      "simdjson %d.%d.%d (%s)\n",
      simdjson::SIMDJSON_VERSION_MAJOR,
      simdjson::SIMDJSON_VERSION_MINOR,
      simdjson::SIMDJSON_VERSION_REVISION,
      simdjson::get_active_implementation()->name().c_str());
  std::fflush(stdout);
  simdjson::dom::parser dom;
  simdjson::ondemand::parser ondemand;
  auto run = [&](bool isDom, const simdjson::padded_string& body) { return isDom ? ByDom(dom, body) : ByOnDemand(ondemand, body); };

  std::string command, mode;
  long number = 0;
  while (std::cin >> command >> mode >> number) {
    bool isDom = mode == "dom";
    if (command == "show") {
      Verdict v = run(isDom, bodies[number]);
      std::cout << v.accepted << '\t' << v.triggers << '\t' << v.resolves << '\t' << Line(v.key) << '\t' << Line(v.title)
                << '\t' << Line(v.description) << '\t' << Line(v.occurred_at) << std::endl;
    } else {
      size_t sum = 0;
      double start = ThreadNanoseconds();
      for (long i = 0; i < number; i++) {
        for (const auto& body : bodies) {
          Verdict v = run(isDom, body);
          sum += v.key.size() + v.title.size() + v.description.size() + v.triggers;
        }
      }
      double taken = ThreadNanoseconds() - start;
      std::cout << taken / (static_cast<double>(number) * static_cast<double>(bodies.size())) << '\t' << sum << std::endl;
    }
  }
}
